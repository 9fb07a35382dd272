"""Functions of government under all their names, and how a body is called."""

import pytest

from kg.model import Level
from kg.resolve.agencies import agency_label, body_key, function_key
from kg.resolve.regions import nation, resolve_region
from kg.resolve.zones import resolve_zone
from kg.vocabulary import read_vocabulary


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        ("发展改革 发展和改革 发展与改革 发改 发改委 市发改委 发展和改革委员会 发展改革部门", "发展改革"),
        ("工业和信息化 工信 工信局 工业信息化 经济和信息化", "工业和信息化"),
        ("人民政府 政府 市人民政府 国务院", "政府"),
        ("市场监管 市场监督管理 市场监督管理局", "市场监管"),
        ("人力资源社会保障 人力资源和社会保障 人社 人社局", "人力资源和社会保障"),
        ("科技 科学技术 科学技术行政主管部门", "科学技术"),
        ("药品监督管理 药品监管", "药品监管"),
        ("管委会 管理委员会", "开发区管委会"),
        ("网信 网络安全和信息化", "网络安全和信息化"),
        ("中级人民法院 法院 人民法院", "法院"),
    ],
)
def test_forms_of_one_function_have_one_key(forms, key):
    assert {function_key(form) for form in forms.split()} == {key}


@pytest.mark.parametrize("function", ["海塘建设", "低空经济", "市", "部", "某某"])
def test_what_the_table_does_not_have_is_its_own_key(function):
    assert function_key(function) == function


def test_keys_are_fixed_points():
    for row in read_vocabulary("agencies"):
        if row["type"] != "generic":
            key = function_key(row["key"])
            assert function_key(key) == key
            assert key == row["key"] or row["notes"].startswith(f"equivalent of {key}")


def test_functions_with_names_alike_stay_apart():
    keys = [function_key(name) for name in ("金融监管", "地方金融管理", "统计", "统计调查队", "公安", "公安交管", "科技创新", "科学技术")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("function", "level", "place", "collective", "label"),
    [
        ("发展改革", Level.PREFECTURE, "石家庄市", False, "石家庄市发展改革部门"),
        ("政府", Level.PREFECTURE, "石家庄市", False, "石家庄市人民政府"),
        ("政府", Level.COUNTY, "石家庄市", True, "石家庄市各县（市、区）人民政府"),
        ("商务", Level.COUNTY, "深圳市", True, "深圳市各区商务部门"),
        ("政府", Level.PREFECTURE, "山东省", True, "山东省各设区的市人民政府"),
        ("政府", Level.PREFECTURE, "云南省", True, "云南省各市（州）人民政府"),
        ("组织", Level.PREFECTURE, "石家庄市", False, "石家庄市委组织部"),
        ("法院", Level.PROVINCIAL, "河北省", False, "河北省高级人民法院"),
        ("海关", Level.PREFECTURE, "石家庄市", False, "石家庄海关"),
        ("税务", Level.PREFECTURE, "石家庄市", False, "石家庄市税务部门"),
        ("数字经济领导小组", Level.PREFECTURE, "石家庄市", False, "石家庄市数字经济领导小组"),
        ("海塘建设", Level.PREFECTURE, "石家庄市", False, "石家庄市海塘建设部门"),
    ],
)
def test_labels_read_naturally(function, level, place, collective, label):
    assert agency_label(function, level, resolve_region(place), collective) == label


def test_labels_of_zones_and_of_the_nation():
    assert agency_label("开发区管委会", Level.ZONE, resolve_zone("海州经开区"), False) == "海州经开区管委会"
    assert agency_label("政府", Level.NATIONAL, nation(), False) == "国务院"
    assert agency_label("发展改革", Level.NATIONAL, nation(), False) == "国家发展和改革委员会"
    assert agency_label("海塘建设", Level.NATIONAL, nation(), False) == "国家海塘建设部门"
    assert agency_label("政府", Level.PROVINCIAL, nation(), True) == "各省（区、市）人民政府"


def test_a_county_that_shares_its_name_is_told_by_the_city_above():
    assert agency_label("教育", Level.COUNTY, resolve_region("", "110105"), False) == "北京市朝阳区教育部门"


@pytest.mark.parametrize(
    ("function", "name", "key"),
    [
        ("知识产权", "海州市知识产权局", "知识产权"),
        ("知识产权", "海州市知识产权联席会议", "知识产权联席会议"),
        ("知识产权", "海州市知识产权联席会议办公室", "知识产权联席会议办公室"),
        ("数字经济领导小组", "数字经济领导小组办公室", "数字经济领导小组办公室"),
        ("人才工作", "市委人才工作领导小组办公室", "人才工作"),
        ("", "海塘建设局", "海塘建设局"),
    ],
)
def test_a_body_that_gathers_others_is_not_the_department(function, name, key):
    assert body_key(function, name) == key


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        ("水 水行政 水行政主管 水务 水利", "水利"),
        ("房屋 房屋管理 房屋行政 房屋行政管理", "房屋"),
        ("住房和城乡建设管理 住房城乡建设行政", "住房和城乡建设"),
        ("园林绿化 城市园林绿化 城市绿化 绿化", "园林绿化"),
        ("市容和环境卫生 市容环境卫生行政 环境卫生", "市容环境卫生"),
        ("港口和航道 港口航道管理", "港口航道"),
        ("城市管理 城市管理行政执法", "城市管理"),
        ("安全生产监督管理 安全监管", "应急管理"),
    ],
)
def test_words_of_administering_and_joining_make_no_other_function(forms, key):
    assert {function_key(form) for form in forms.split()} == {key}


@pytest.mark.parametrize(
    ("one", "other"),
    [("国家安全", "安全监管"), ("城市管理", "市容"), ("金融管理", "地方金融"), ("全国绿化委员会", "绿化"), ("公安交管", "公安"), ("教育督导", "教育")],
)
def test_functions_that_are_two_stay_two(one, other):
    assert function_key(one) != function_key(other)


def test_the_standing_committee_is_that_of_the_congress():
    bodies = ("常务委员会法制工作委员会", "本级人民代表大会常务委员会法制工作委员会", "人民代表大会常务委员会法制工作委员会")
    assert len({body_key(body, body) for body in bodies}) == 1
