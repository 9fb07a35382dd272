"""Which mentions name one thing, and which do not."""

from dataclasses import replace

import pytest

from kg.model import Extraction, Kind, Level, Mention, Metadata, Span
from kg.resolve import Scope, resolve_mention, scope_of

HERE = Scope("policy-000000000000", "石家庄市", "130100")
THERE = Scope("policy-111111111111", "上海市", "310000")
REFORM = Mention(Kind.AGENCY, Span(0, 4), None, "石家庄市发改委", "r", "发改", Level.PREFECTURE, "石家庄市", "130100")


def named(kind, name, **more):
    return Mention(kind, Span(0, 1), None, name, "r", **more)


@pytest.mark.parametrize("function", ["发展改革", "发展和改革", "发改委", "发展和改革委员会"])
def test_one_body_of_one_city_is_one_thing(function):
    other = replace(REFORM, function=function, name="别名", span=Span(9, 12), provision=3, rule="other")
    assert resolve_mention(other, THERE) == resolve_mention(REFORM, HERE)


@pytest.mark.parametrize(
    "change",
    [{"place": "唐山市", "adcode": "130200"}, {"collective": True}, {"level": Level.COUNTY}, {"function": "商务"}],
)
def test_another_place_level_or_function_is_another_body(change):
    assert resolve_mention(replace(REFORM, **change), HERE).key != resolve_mention(REFORM, HERE).key


def test_a_place_without_its_code_is_the_same_place():
    assert resolve_mention(replace(REFORM, adcode=""), HERE) == resolve_mention(REFORM, HERE)


def test_bodies_of_a_place_unknown_do_not_meet_across_documents():
    lost = replace(REFORM, place="", adcode="")
    assert resolve_mention(lost, HERE) == resolve_mention(replace(lost, function="发展改革"), HERE)
    assert resolve_mention(lost, HERE).key != resolve_mention(lost, THERE).key


def test_national_bodies_are_one_whatever_place_the_document_is_for():
    body = replace(REFORM, level=Level.NATIONAL, place="", adcode="")
    assert resolve_mention(body, HERE) == resolve_mention(replace(body, place="全国"), THERE)
    assert resolve_mention(body, HERE).place.label == "全国"


def test_a_body_of_a_zone_serves_that_zone():
    body = replace(REFORM, level=Level.ZONE, place="海州经济开发区", adcode="", function="管委会")
    thing = resolve_mention(body, HERE)
    assert thing.key == ("海州经济开发区", "zone", "开发区管委会")
    assert thing.place == resolve_mention(named(Kind.ZONE, "海州 经济开发区"), HERE)


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("半导体和集成电路产业", "半导体与集成电路", "半导体及集成电路产业链"), "半导体和集成电路"),
        (("养老服务业", "养老 服务", "养老服务产业"), "养老服务"),
        (("５Ｇ产业", "“5G”", "5g产业集群"), "5G"),
        (("产业",), "产业"),
    ],
)
def test_writings_of_an_industry(names, key):
    things = {resolve_mention(named(Kind.INDUSTRY, name), HERE) for name in names}
    assert {thing.key for thing in things} == {(key,)}
    assert len(things) == 1


@pytest.mark.parametrize(
    ("name", "label"),
    [("未来产业", "未来产业"), ("现代服务业", "现代服务业"), ("低空经济产业", "低空经济"), ("文化产业", "文化产业"), ("智慧物流", "智慧物流"), ("农业", "农业")],
)
def test_labels_of_industries_read_as_sectors(name, label):
    assert resolve_mention(named(Kind.INDUSTRY, name), HERE).label == label


def test_industries_know_their_class_in_the_standard():
    (standard,) = [s for s in resolve_mention(named(Kind.INDUSTRY, "农业"), HERE).standards if s.scheme == "gbt4754-2017"]
    assert (standard.code, standard.match) == ("A01", "exactMatch")
    (standard,) = resolve_mention(named(Kind.INDUSTRY, "山地农业"), HERE).standards
    assert (standard.code, standard.match) == ("A01", "broadMatch")
    assert resolve_mention(named(Kind.INDUSTRY, "低空经济"), HERE).standards == ()


def test_platforms_are_told_apart_by_place_unless_their_name_says_national():
    platform = named(Kind.PLATFORM, "养老服务信息平台")
    assert resolve_mention(platform, HERE).key == ("130100", "养老服务信息平台")
    assert resolve_mention(platform, THERE).key != resolve_mention(platform, HERE).key
    assert resolve_mention(replace(platform, place="上海市", adcode="310000"), HERE) == resolve_mention(platform, THERE)
    national = named(Kind.PLATFORM, "国家企业信用信息公示系统")
    assert resolve_mention(national, HERE) == resolve_mention(national, THERE)


def test_regions_by_code_by_name_and_by_group():
    city = resolve_mention(named(Kind.REGION, "石家庄市", adcode="130100"), HERE)
    assert resolve_mention(named(Kind.REGION, "河北省石家庄市"), HERE) == city
    assert [city.label, city.full_name, city.place.label] == ["石家庄市", "河北省石家庄市", "河北省"]
    assert resolve_mention(named(Kind.REGION, "朝阳区"), HERE).adcode == "", "two districts share the name"
    group = resolve_mention(named(Kind.REGION, "京津冀地区"), HERE)
    assert [member.label for member in group.members] == ["北京市", "天津市", "河北省"]


def test_a_known_short_name_of_a_zone_is_that_zone():
    assert resolve_mention(named(Kind.ZONE, "雄安"), HERE).label == "雄安新区"
    assert resolve_mention(named(Kind.ZONE, "雄安"), THERE).label == "雄安新区"


def test_a_mere_kind_of_zone_is_that_of_the_place():
    bare, nowhere = named(Kind.ZONE, "高新区"), Scope("policy-222222222222")
    assert resolve_mention(bare, HERE).label == "石家庄高新技术产业开发区", "the table knows it"
    assert resolve_mention(named(Kind.ZONE, "石家庄高新区"), THERE) == resolve_mention(bare, HERE)
    assert resolve_mention(bare, THERE).key == ("上海高新技术产业开发区",), "the table does not"
    assert resolve_mention(replace(bare, adcode="130200"), HERE).key == ("唐山高新技术产业开发区",), "its own place goes first"
    assert resolve_mention(bare, nowhere).key == ("policy-222222222222", "高新技术产业开发区")
    assert resolve_mention(named(Kind.ZONE, "综合保税区"), Scope("d", "全国")).label == "综合保税区", "a class of zones"
    assert resolve_mention(named(Kind.ZONE, "海州智慧园区"), HERE).label == "海州智慧园区"
    body = replace(REFORM, level=Level.ZONE, place="高新区", adcode="", function="管委会")
    assert resolve_mention(body, HERE).label == "石家庄高新技术产业开发区管理委员会"


@pytest.mark.parametrize(
    "forms",
    [
        ("海州高新区", "海州市高新区", "海州高新技术产业开发区", "海州高新技术开发区"),
        ("中国（海州）跨境电子商务综合试验区", "海州跨境电商综试区", "海州跨境电子商务综合试验区"),
        ("海州综保区", "海州综合保税区"),
        ("中国（上海）自由贸易试验区临港新片区", "临港新片区", "上海自贸试验区临港新片区"),
    ],
)
def test_writings_of_a_zone(forms):
    assert len({resolve_mention(named(Kind.ZONE, form), HERE) for form in forms}) == 1


def test_chartered_zones_bear_their_official_name():
    assert resolve_mention(named(Kind.ZONE, "海州跨境电商综试区"), HERE).label == "中国（海州）跨境电子商务综合试验区"
    assert resolve_mention(named(Kind.ZONE, "河南自贸试验区"), HERE).label == "中国（河南）自由贸易试验区"
    assert resolve_mention(named(Kind.ZONE, "自贸试验区"), Scope("d", "全国")).label == "自由贸易试验区"


def test_kinds_of_zone_that_differ_stay_apart():
    names = ("海州经济开发区", "海州经济技术开发区", "海州经开区", "海州高新区", "海州新区", "海州综保区")
    assert len({resolve_mention(named(Kind.ZONE, name), HERE) for name in names}) == len(names)


def test_scope_is_of_the_document():
    extraction = Extraction("a.txt", "ab" * 32, Metadata(jurisdiction="石家庄市", adcode="130100"))
    assert scope_of(extraction) == Scope("policy-abababababab", "石家庄市", "130100")
