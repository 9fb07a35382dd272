"""Bodies with a name of their own: 市商务局, 海关总署, 人民银行朝阳市分行, governments, congresses, task forces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.bodies import Body
from kg.mentions.context import Context
from kg.mentions.departments import find_unknown_field
from kg.mentions.functions import BODY, Form, is_federation, is_party, load_functions
from kg.mentions.levels import LEVELS, Seat, every_level, national_seat, own_seat, read_levels
from kg.mentions.local_bodies import find_local_bodies
from kg.mentions.places import full_name
from kg.mentions.prefixes import find_prefix, names_other_level, region_ending_at
from kg.mentions.towns import name_under_county
from kg.mentions.words import find_lead_words, word_borders
from kg.model import Level, Span

_ENDING = re.compile(BODY)
_JOIN = re.compile(r"[和与及]?")
_ONE_BODY = re.compile(r"(?:委员会|局|厅|委(?![员托任派内书会属]))")
_NATIONAL_ENDING = re.compile(r"(?:总局|总署|署|部)$")
_BRANCH = (
    r"(?:省分行|市分行|分行|中心支行|支行|营业管理部|监管局|监管分局|监管支局|调查总队|调查队|税务局|分局|监管办公室|监管办|支局|中心支局|管理局|稽查局)"
)
_VERTICAL = re.compile(
    r"(?P<body>(?:中国)?人民银行|(?:国家)?金融监督管理总局|国家金融监管总局|金融监管总局|(?:中国)?银行?保险?监督管理委员会|(?:中国)?银保监会?|国家税务总局|国家统计局|国家外汇管理局"
    r"|(?:中国)?证券监督管理委员会|(?:中国)?证监会?|国家能源局|外汇管理局)(?P<place>[一-龥]{0,10}?)(?P<branch>" + _BRANCH + ")"
)
_VERTICAL_KEY = {
    "人民银行": "中国人民银行",
    "金融监": "金融监管",
    "银保监": "金融监管",
    "保险": "金融监管",
    "税务": "税务",
    "统计": "统计调查队",
    "外汇": "外汇管理",
    "证": "证券监管",
    "能源": "能源",
}
_WHOLE_RIGHT = re.compile(
    r"$|[、，。；：:,;）)〕\]」\s”’]|等|和|与|及|以及|或|应当|负责|牵头|会同|在|对|将|按|依|要|为|应|可"
    r"|办理|开展|建立|加强|推动|制定|部门|机关"
)
_GOVERNMENT = re.compile(r"(?:人民政府|政府)(?P<office>办公厅|办公室|办(?![公理法事学]))?")
# a town by its name: 甲山镇人民政府, not 各乡镇人民政府
_TOWN = re.compile(r"(?:^|.*(?:[^一-龥]|[由和与及向对]))([一-龥]{2,4}(?:镇|乡|街道))$", re.DOTALL)
_NO_TOWN = re.compile(
    r"[各级其该本每县市区旗省州盟的向由在与及对给到经过应当并将须需可等所地两多有相门位]"
    r"|乡镇|镇乡|街镇|镇街|驻地|[城建]镇$|建制|民族乡$"
)
_SEVERAL = re.compile(r"[两二三四五六七八九十][省市县区州地]$")
_MARKS = "、和与及"
_GOVERNMENT_NOT = re.compile(
    r"部门|投资|采购|引导|性|主导|职能|购买|网站|信息|规章|服务|数据|治理|债|补贴|财政|基金|规定|工作人员"
    r"|间"
)
_CONGRESS = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}届)?(?P<what>人民代表大会(?P<standing>及?其?常务委员会)?"
    r"|人大(?P<short>常委会)?)(?!代表|会议|制度|财经)"
)
_COMMITTEE = re.compile(
    r"(?<=[省市区县州])委(?=[、，。；主常领和及与的书\s要分]|$)"
    r"|(?<=[省市区县州盟旗])党委(?=[、，。；主常领和及与的书\\s要分]|$)|政协(?!委员)"
)
_COUNCIL = re.compile(r"国务院(?P<office>办公厅)?(?![各有相关批准决部直国扶港侨参研]|及其)")
_BUREAU = re.compile(r"局(?![长限势部面域促内中机级促]|集团|有限|公司)")
_NO_BUREAU = re.compile(r"[布格结全大当邮书开棋战僵变时残饭赌骗破定败终药危乱死僵票]$|^铁路|铁路$|中心|窗口|大厅|[^一-龥]")
_OF_A_PERSON = re.compile(r"原?副?(?:局长|书记|巡视员)")
_TASK_FORCE = re.compile(
    r"(?P<kind>(?:工作)?领导小组|(?:工作)?协调小组|(?:工作)?专班|(?:建设)?指挥部|联席会议|管理委员会|管委会|领导协调机构|组织委员会|组委(?!会)|组委会|工作组(?!织)|推进组|工作委员会|工委(?!员)|管理办公室|建设办公室)"
    r"(?P<office>办公室|办)?"
)
_FORCE_BORDER = re.compile(
    r"[，。；、：:,;（(）)〔〕【】\[\]“”《》\s\n]|(?:会同|承担|主任|书记|局长|率|按照|纳入|简称|召开|定期|不|该|或|提交|抄送|送交|以及|撤销|取消|调整|更名为|并入|划入|解散|改组|新设|恢复|同意|批准|转发|成立|设立|建立|组建|发挥|完善|健全|加强|进一步|充分|依托|通过|依照|比照|接到|执行|提请|报告|上报|报送|报请|召集|参加|联系|遵守|从事|必要时|负责|包括|作为|强化|推动|推进(?!组)|根据|经过|由|经|向|报|在|以|为|对|将|的|其|各|与|和|及)"
)


def find_named_bodies(text: str, context: Context) -> Iterator[Body]:
    """All bodies with names, unordered; overlaps are for the caller to settle (the longest wins)."""
    yield from _find_vertical(text, context)
    yield from _find_known(text, context)
    yield from _find_unknown(text, context)
    yield from find_governments(text, context)
    yield from _find_congresses(text, context)
    yield from _find_committees(text, context)
    yield from _find_task_forces(text, context)
    yield from find_local_bodies(text, context)


def _find_vertical(text: str, context: Context) -> Iterator[Body]:
    for match in _VERTICAL.finditer(text):
        key = next(k for word, k in _VERTICAL_KEY.items() if word in match.group("body"))
        seat = _inner_seat(text, match, context)
        if seat is None:
            continue
        title = match.group("body") + match.group("branch")
        yield Body(Span(*match.span()), key, (seat,), title, "vertical-branch", match.group())


def _inner_seat(text: str, match: re.Match[str], context: Context) -> Seat | None:
    """The place named inside a branch's name (人民银行朝阳市分行); none named: the document's own."""
    end = match.end("place") + (1 if match.group("branch")[0] in "省市" else 0)
    if match.group("place"):
        for stop in (match.end("place"), end):
            region, _start = region_ending_at(text, stop, context)
            if region:
                return Seat(region.level, full_name(region), region.adcode)
        seats = read_levels(match.group("place"), context)
        return seats[0] if seats else None
    seats = read_levels(match.group("branch")[0], context) if match.group("branch")[0] in "省市" else ()
    return seats[0] if seats else own_seat(context)


def _find_known(text: str, context: Context) -> Iterator[Body]:
    last: tuple[int, tuple[Seat, ...]] = (-9, ())
    for start, end, form in _join_functions(text, load_functions().find(text), context):
        stop = _end_of_body(text, end, form)
        if stop is None:
            continue
        if form.text in ("办公厅", "办公室") and text.endswith(("国务院", "政府"), 0, start):
            continue
        prefix = find_prefix(text, start, context)
        if names_other_level(text, start) or (prefix is not None and prefix.peer and context.national):
            continue
        joined = start - last[0] <= 2 and re.fullmatch(r"[、和及与，\s]{1,2}", text[last[0] : start]) is not None
        if prefix:
            seats, first = prefix.seats, prefix.start
            if context.place is None and text[first:start] == "各级" and is_federation(form.key):
                seats = (every_level(),)
        else:
            first = start
            inherits = joined and last[1] and not _is_national(text[start:stop], form)
            seats = last[1] if inherits else _bare_seats(text[start:stop], form, context)
        if form.whole and stop == end and not prefix and (form.text.endswith("中心") or form.text in ("办公室", "办公厅")):
            continue
        if form.whole and stop == end and not prefix and not _WHOLE_RIGHT.match(text, end):
            continue
        whole = prefix is not None and text.startswith("党工委", first)
        title = text[first:stop] if whole else _title(text[start:stop], prefix is not None and prefix.party)
        yield Body(Span(first, stop), form.text, seats, title, "named-body", prefixed=prefix is not None)
        last = (stop, seats)


def _join_functions(text: str, found: Sequence[tuple[int, int, Form]], context: Context) -> Iterator[tuple[int, int, Form]]:
    """Functions that one body joins are one (市文化旅游广电局, 县商务和粮食局): the first behind a place, the last before 局.

    教育和科技部门 are two departments.
    """
    at = 0
    while at < len(found):
        last = at
        while last + 1 < len(found) and not found[last][2].whole and _JOIN.fullmatch(text, found[last][1], found[last + 1][0]):
            last += 1
        start, end, form = found[at][0], found[last][1], found[last][2]
        if last > at and not form.whole and _ONE_BODY.match(text, end) and find_prefix(text, start, context):
            words = text[start:end]
            yield start, end, Form(words, words, False)
        else:
            yield from found[at : last + 1]
        at = last + 1


def _find_unknown(text: str, context: Context) -> Iterator[Body]:
    """Bureaus of a field that no table has, behind a place or level that a border opens (市农牧局)."""
    for match in _BUREAU.finditer(text):
        found = find_unknown_field(text, match.start(), context)
        if found is None or _NO_BUREAU.search(found[2]) or _OF_A_PERSON.match(text, match.end()):
            continue
        prefix = find_prefix(text, found[0], context)
        if prefix is not None and prefix.seats:
            yield Body(Span(prefix.start, match.end()), found[2], prefix.seats, found[2] + "局", "unknown-body")


def _title(words: str, party: bool) -> str:
    return ("委" + words) if party and not words.startswith("委") else words


def _end_of_body(text: str, end: int, form: Form) -> int | None:
    """Where a body's name ends, or None where the words do not name a body."""
    ending = _ENDING.match(text, end)
    if ending and not (form.whole and ending.group() in ("社", "会")):
        stop = ending.end()
        if ending.group() == "部" and re.match(r"[一-龥]", text[stop : stop + 1]) and text[stop] in "队长落级":
            return None
        more = re.compile(r"(?:交通警察支队|交通管理局|出入境管理局)").match(text, stop)
        return more.end() if more else stop
    if form.text == "共青团" and text.startswith("中央", end):
        return end + 2
    return end if form.whole else None


def _is_national(words: str, form: Form) -> bool:
    if is_party(form.key):
        return False
    return bool(_NATIONAL_ENDING.search(words)) or words in ("证监会", "银保监会", "银监会", "保监会", "最高人民法院", "最高人民检察院")


def _bare_seats(words: str, form: Form, context: Context) -> tuple[Seat, ...]:
    if context.national or _is_national(words, form):
        return (national_seat(),)
    if form.key in ("海关", "证券监管", "中国人民银行") and context.city:
        return (Seat(context.city.level, full_name(context.city), context.city.adcode),)
    return (own_seat(context),)


def find_governments(text: str, context: Context) -> Iterator[Body]:
    """Governments with a place or a level before them, their general offices, and the State Council."""
    for match in _GOVERNMENT.finditer(text):
        if _GOVERNMENT_NOT.match(text, match.end()):
            continue
        town = _TOWN.search(text, max(match.start() - 7, 0), match.start())
        if town and not _NO_TOWN.search(town.group(1)):
            seat = Seat(Level.TOWNSHIP, name_under_county(town.group(1), context), "")
            whole = town.group(1) + match.group()
            yield Body(Span(town.start(1), match.end()), "人民政府", (seat,), match.group(), "government", whole)
            continue
        several = _SEVERAL.search(text, max(match.start() - 3, 0), match.start())
        counted = list(_listed_before(text, several.start(), context)) if several else []
        if len(counted) > 1:
            yield from counted
            continue
        prefix = find_prefix(text, match.start(), context)
        if prefix is None or not prefix.seats or prefix.seats[0].level is Level.NATIONAL:
            continue
        office = match.group("office")
        title = match.group() if office else "人民政府"
        yield Body(Span(prefix.start, match.end()), "政府办公厅" if office else "人民政府", prefix.seats, title, "government")
        yield from _coordinated(text, prefix.start, context)
    for match in _COUNCIL.finditer(text):
        office = match.group("office")
        yield Body(Span(*match.span()), "政府办公厅" if office else "人民政府", (national_seat(),), match.group(), "government")


def _coordinated(text: str, start: int, context: Context) -> Iterator[Body]:
    """Regions listed before one that share its government (郑州、洛阳、新乡市人民政府)."""
    if start and text[start - 1] in _MARKS:
        yield from _listed_before(text, start - 1, context)


def _listed_before(text: str, end: int, context: Context) -> Iterator[Body]:
    """The governments of regions listed up to ``end``, last first (郑州、洛阳 of 郑州、洛阳两市人民政府)."""
    while end > 0:
        region, first = region_ending_at(text, end, context)
        if region is None:
            return
        seat = Seat(region.level, full_name(region), region.adcode)
        yield Body(Span(first, end), "人民政府", (seat,), "人民政府", "government-list")
        if not first or text[first - 1] not in _MARKS:
            return
        end = first - 1


def _find_congresses(text: str, context: Context) -> Iterator[Body]:
    for match in _CONGRESS.finditer(text):
        prefix = find_prefix(text, match.start(), context)
        if (prefix is None or not prefix.seats) and not text.startswith("全国", max(match.start() - 2, 0)):
            continue
        first = prefix.start if prefix else match.start() - 2
        seats = prefix.seats if prefix else (national_seat(),)
        standing = match.group("standing") or match.group("short")
        if match.group("standing") and "及" in match.group("standing"):
            congress = Span(first, match.start("standing"))
            yield Body(congress, "人民代表大会", seats, "人民代表大会", "congress")
            yield Body(Span(congress.end, match.end()), "人民代表大会常务委员会", seats, "人民代表大会常务委员会", "congress")
            continue
        title = "人民代表大会常务委员会" if standing else "人民代表大会"
        yield Body(Span(first, match.end()), title, seats, title, "congress")


def _find_committees(text: str, context: Context) -> Iterator[Body]:
    """Party committees (中共深圳市委, 市委) and political consultative conferences (市政协)."""
    for match in _COMMITTEE.finditer(text):
        short = match.group() == "委"
        prefix = find_prefix(text, match.end() if short else match.start(), context)
        if prefix is None or (short and not prefix.party):
            continue
        function = "党委" if match.group().endswith("委") else "政协"
        title = text[match.start() : match.end()][-2:]
        yield Body(Span(prefix.start, match.end()), function, prefix.seats, title if function == "政协" else f"{title[-1]}", "committee")


def _find_task_forces(text: str, context: Context) -> Iterator[Body]:
    for match in _TASK_FORCE.finditer(text):
        window = text[max(match.start() - 34, 0) : match.start()]
        offset = match.start() - len(window)
        words = word_borders(text, offset, match.start())
        borders = [offset + m.end() for m in _FORCE_BORDER.finditer(window) if _is_border(m, offset, words)]
        start = max((*borders, *find_lead_words(text, offset, match.start())), default=offset)
        start = _bracketed_start(text, start)
        name = text[start : match.end()]
        core = text[start : match.start()]
        if len(core) < 2 or len(name) > 45:
            continue
        yield from _task_force(text, start, match, context)


def _is_border(match: re.Match[str], offset: int, words: set[int]) -> bool:
    """Whether a sign or a word ends what stands before a name (经 does, but not inside 经济)."""
    if not re.match(r"[一-龥]", match.group()):
        return True
    return offset + match.start() in words and offset + match.end() in words


def _bracketed_start(text: str, start: int) -> int:
    """Takes in 中国（杭州） before a name that goes on behind the bracket."""
    opened = re.search(r"中国[（(][一-龥]{2,8}$", text[max(start - 12, 0) : start - 1])
    return start - 1 - len(opened.group()) if start and text[start - 1] in "）)" and opened else start


def _task_force(text: str, start: int, match: re.Match[str], context: Context) -> Iterator[Body]:
    whole = re.sub(r"\s+", "", text[start : match.end()])
    zone = re.match(r"(?:.*?)(管理委员会|管委会)", match.group("kind"))
    core = text[start : match.start()]
    function, seat = _strip_level(core, context)
    if zone:
        place = re.sub(r"^(?:各|市|省)", "", core)
        yield from _zones_before(text, start)
        if place in ("", "各园区", "园区", "开发区", "有关"):
            return
        region, _ = region_ending_at(core, len(core), context)
        seat = Seat(Level.ZONE, place, "")
        if region is not None and region.name == core:
            seat = Seat(region.level, full_name(region), region.adcode)
        yield Body(Span(start, match.end()), "管委会", (seat,), match.group(), "zone-committee", whole)
        return
    tail = match.group()
    title = function + tail
    named = title if seat.level is not Level.NATIONAL else whole
    yield Body(Span(start, match.end()), title, (seat,), named, "task-force")


def _zones_before(text: str, start: int) -> Iterator[Body]:
    """Zones listed before one that share its committee (高新区、经济开发区、文昌湖区管委会)."""
    while start and text[start - 1] in "、和":
        item = re.search(r"(?:^|[，,、。；\s：:])([一-龥]{2,14}(?:区|园|城|港))$", text[max(start - 18, 0) : start - 1])
        if not item:
            return
        first = start - 1 - len(item.group(1))
        if find_prefix(text, start - 1, Context(None)) and len(item.group(1)) <= 3 and item.group(1)[:1] == "各":
            return
        seat = Seat(Level.ZONE, item.group(1), "")
        yield Body(Span(first, start - 1), "管委会", (seat,), "管委会", "zone-committee", item.group(1) + "管委会")
        start = first


def _strip_level(core: str, context: Context) -> tuple[str, Seat]:
    """The words of a name without the place or level it opens with, and the seat that gives."""
    lead = re.match(LEVELS, core)
    for stop in range(min(len(core), 12), 1, -1):
        region, first = region_ending_at(core, stop, context)
        if region and first == 0 and stop < len(core):
            return core[stop:], Seat(region.level, full_name(region), region.adcode)
    if lead and lead.end() < len(core) and len(lead.group()) <= 2:
        seats = read_levels(lead.group(), context)
        if seats:
            return core[lead.end() :], seats[0]
    return core, own_seat(context)


def find_listed(text: str, spans: Sequence[Span], taken: Sequence[Span], context: Context) -> Iterator[Body]:
    """Bodies in lists of those who answer that no other rule knows: every item of such a list names one."""
    held = {at for other in taken for at in range(other.start, other.end)}
    for span in spans:
        for item in re.finditer(r"[^、，,；;\s/]+", span.of(text)):
            start = span.start + item.start()
            words = item.group()
            lead = re.match(r"(?:[和及与]|以及|会同)", words)
            start += lead.end() if lead else 0
            words = re.sub(r"(?:等(?:有关|相关)?(?:单位|部门)?|按职责.*|负责|牵头|配合)+$", "", words[lead.end() if lead else 0 :])
            place = Span(start, start + len(words))
            if len(words) < 2 or not held.isdisjoint(range(place.start, place.end)):
                continue
            yield from _listed(text, place, words, context)


_LISTED_ENDING = re.compile(
    r"(?:局|委|办|厅|部|会|处|社|中心|专班|组|机构|部门|法院|检察院|支队|总队|大队|站|政府|署|(?<![学医科])(?<!研究)(?<!设计)院)$"
)
_NOBODY = re.compile(
    r"^(?:各|有关|相关|其他|市|省|区|县|级|成员|责任|直属|行业|主管|所属|等|及其|和|组成|牵头|配合|政府"
    r"|职能|业务)*(?:单位|部门|机构|企业|高校|方面|地方|各地|地区|委办局)?$"
)


def _listed(text: str, place: Span, words: str, context: Context) -> Iterator[Body]:
    if _NOBODY.match(words) and not re.search(r"区|县", words):
        return
    region, first = region_ending_at(text, place.end, context)
    if region and first <= place.start:
        seat = Seat(region.level, full_name(region), region.adcode)
        yield Body(place, "人民政府", (seat,), "人民政府", "listed-region")
        return
    if re.fullmatch(LEVELS, words):
        seats = read_levels(words, context)
        if seats and all(seat.collective for seat in seats):
            yield Body(place, "人民政府", seats, "人民政府", "listed-region")
        return
    if _LISTED_ENDING.search(words) and len(words) <= 24:
        function, seat = _strip_level(words, context)
        bare = re.sub(r"(?:局|委|办|厅|部|处|办公室|委员会|部门)$", "", function)
        yield Body(place, bare if len(bare) > 1 else function, (seat,), function, "listed-body")
