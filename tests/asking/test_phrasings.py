"""Every shipped question in plain words, in both languages, with the command each phrasing must come to."""

from collections import Counter
from pathlib import Path

import pytest

from kg.asking.answering import ask
from kg.query import list_questions, open_graph, run_question

FIXTURE = Path(__file__).parent.parent / "fixtures" / "small.ttl"
PHRASINGS = """
zh responsible industry=智慧渔业 | 哪些部门负责智慧渔业？
zh responsible industry=智慧渔业 | 智慧渔业由谁负责
zh responsible industry=冷链物流 role=lead | 谁牵头冷链物流
zh responsible industry=冷链物流 role=support | 冷链物流的配合单位有哪些？
zh responsible industry=冷链物流 region=白石区 | 白石区哪个部门负责冷链物流
zh responsible platform=渔获交易平台 | 渔获交易平台归谁管？
zh responsible industry=智慧渔业 as-of=2026-06-30 | 截至2026年6月30日，谁负责智慧渔业？
zh responsible industry=智慧渔业 as-of=2026-12-31 | 截至2026年智慧渔业由哪些部门主管的？
en responsible industry=智慧渔业 | Which agencies are responsible for 智慧渔业?
en responsible industry=智慧渔业 | Who is in charge of 智慧渔业
en responsible industry=冷链物流 role=lead | Which department leads 冷链物流?
en responsible industry=冷链物流 role=support | Who assists with 冷链物流?
en responsible industry=冷链物流 region=云州市 | who answers for 冷链物流 in 云州市
en responsible industry=智慧渔业 as-of=2026-06-30 | Who was responsible for 智慧渔业 as of 30 June 2026?

zh duties agency=市商务局 | 市商务局负责什么？
zh duties agency=云州市商务局 | 云州市商务局的职责有哪些
zh duties agency=市发改委 role=lead | 市发改委牵头哪些产业？
zh duties agency=市商务局 role=support | 市商务局配合哪些工作
zh duties agency=白石区人民政府 | 白石区人民政府承担哪些任务？
zh duties agency=商务部门 region=云州市 | 商务部门在云州市管什么
en duties agency=市商务局 | What is 市商务局 responsible for?
en duties agency=市发改委 role=lead | Which industries does 市发改委 lead?
en duties agency=白石区人民政府 | What are the duties of 白石区人民政府?
en duties agency=市商务局 | list the tasks of 市商务局
en duties agency=市商务局 as-of=2026-06-30 | what was 市商务局 in charge of as of 2026-06-30

zh matrix | 部门产业矩阵
zh matrix region=云州市 | 云州市的部门与产业矩阵
zh matrix industry=冷链物流 | 冷链物流的部门交叉表
zh matrix agency=市发改委 | 市发改委的产业矩阵
zh matrix region=白石区 | 白石区部门产业对应表
en matrix | Matrix of agencies by industries
en matrix region=云州市 | show me the matrix of agencies and industries in 云州市
en matrix industry=冷链物流 | cross table of agencies for 冷链物流
en matrix agency=市发改委 | matrix of industries for 市发改委
en matrix region=白石区 | agencies by industries in 白石区

zh targets region=云州市 deadline=2027 | 云州市到2027年要达到什么目标？
zh targets industry=智慧渔业 | 智慧渔业有哪些指标
zh targets region=临江市 | 临江市的目标是多少？
zh targets industry=智慧渔业 deadline=2027 | 二〇二七年智慧渔业的目标
zh targets region=云州市 deadline=2027-06 | 2027年6月前云州市实现什么目标
zh targets | 列出所有目标
en targets region=云州市 deadline=2027 | What are the targets of 云州市 by 2027?
en targets industry=智慧渔业 | Which goals are there for 智慧渔业?
en targets region=临江市 | how much does 临江市 aim to reach
en targets region=云州市 deadline=2027-06 | goals for 云州市 by June 2027
en targets | list all targets

zh incentives industry=渔业 | 渔业有哪些补贴？
zh incentives region=云州市 | 云州市给企业多少奖励
zh incentives region=云州市 industry=智慧渔业 | 云州市对智慧渔业有什么优惠政策？
zh incentives region=云州市 | 在云州市能拿多少补助？
zh incentives | 有哪些激励
en incentives industry=渔业 | What subsidies are there for 渔业?
en incentives region=云州市 | How much money does 云州市 offer?
en incentives region=云州市 industry=智慧渔业 | which incentives does 云州市 give for 智慧渔业
en incentives industry=渔业 | What support is there for 渔业?
en incentives | list the grants and rewards

zh platforms platform=渔获交易平台 | 谁建设渔获交易平台？
zh platforms platform=船舶数据中心 | 船舶数据中心在哪里
zh platforms region=临江市 | 临江市有哪些平台？
zh platforms agency=市商务局 | 市商务局建设了哪些平台
zh platforms platform=渔获交易平台 | 渔获交易平台位于什么地方？
zh platforms platform=渔获 | 渔获平台坐落何处
en platforms platform=渔获交易平台 | Who builds 渔获交易平台?
en platforms platform=船舶数据中心 | Where is 船舶数据中心 located?
en platforms region=临江市 | Which platforms are there in 临江市?
en platforms agency=市商务局 | What platforms does 市商务局 build?
en platforms platform=海图服务站 | where is 海图服务站

zh regions region=临江市 | 临江市聚焦哪些产业？
zh regions region=云州市 | 云州市和谁合作
zh regions industry=渔业 | 哪些地区主攻渔业？
zh regions region=临江市、云州市 | 临江市与云州市有什么合作
zh regions | 有哪些地区合作
en regions region=临江市 | What does 临江市 focus on?
en regions region=云州市 | Whom does 云州市 cooperate with?
en regions industry=渔业 | Which regions focus on 渔业?
en regions region=临江市 | who are the partners of 临江市
en regions region=临江市、云州市 | cooperation between 临江市 and 云州市

zh policies region=云州市 | 云州市发布了哪些文件？
zh policies agency=云州市人民政府 | 云州市人民政府印发的政策有哪些
zh policies industry=智慧渔业 | 哪些文件涉及智慧渔业？
zh policies region=云州市 as-of=2026-06-30 | 2026年6月30日云州市有效的政策文件
zh policies | 有哪些政策文件
en policies region=云州市 | Which documents were issued for 云州市?
en policies agency=云州市人民政府 | What policies were published by 云州市人民政府?
en policies industry=智慧渔业 | which documents are about 智慧渔业
en policies region=云州市 as-of=2026-06-30 | policies in force in 云州市 on 2026-06-30
en policies | list all documents

zh compare industry=冷链物流 level=prefecture | 对比各市的冷链物流
zh compare region=临江市、云州市 industry=渔业 | 临江市和云州市的渔业有什么不同？
zh compare industry=智慧渔业 level=county | 比较各县的智慧渔业
zh compare region=青河省 level=prefecture | 青河省各市对照
zh compare industry=渔业 | 各地区渔业的差异
en compare industry=冷链物流 level=prefecture | Compare 冷链物流 by city
en compare region=临江市、云州市 industry=渔业 | How do 临江市 and 云州市 differ in 渔业?
en compare region=临江市、云州市 industry=渔业 | compare 临江市 and 云州市 on 渔业
en compare region=临江市、云州市 | 临江市 versus 云州市
en compare industry=智慧渔业 level=county | comparison of counties for 智慧渔业
en compare region=青河省 level=prefecture | the cities of 青河省 side by side

zh contradictions | 哪些目标相互矛盾？
zh contradictions region=云州市 | 云州市有没有相互冲突的指标
zh contradictions deadline=2027 | 2027年的目标有不一致的吗
zh contradictions region=临江市 | 临江市哪些目标对不上？
zh contradictions region=青河省 deadline=2027 | 青河省2027年自相矛盾的目标
en contradictions | Which targets contradict each other?
en contradictions region=云州市 | conflicting goals in 云州市
en contradictions deadline=2027 | Are there inconsistent targets for 2027?
en contradictions region=青河省 | which targets in 青河省 disagree
en contradictions deadline=2027 | contradictions by 2027

zh central | 关联最多的实体是什么？
zh central limit=5 | 关联最多的5个实体
zh central limit=3 | 最重要的前三个
zh central | 哪个产业联系最多
zh central limit=10 as-of=2026-06-30 | 截至2026年6月30日关联最多的10个
en central | What are the most connected things?
en central limit=5 | Top 5 most connected things
en central limit=3 | the three most important things
en central | which entities are most central
en central limit=2 | first 2 of the most linked entities
"""




def read_cases():
    for line in filter(None, PHRASINGS.split("\n")):
        head, text = line.split(" | ")
        language, question, *params = head.split(" ")
        yield language, question, dict(param.split("=") for param in params), text


CASES = list(read_cases())


@pytest.fixture(scope="module")
def store():
    return open_graph(FIXTURE)


@pytest.mark.parametrize(("language", "question", "params", "text"), CASES, ids=[case[-1] for case in CASES])
def test_phrasing_comes_to_its_question(store, language, question, params, text):
    reply = ask(store, text)
    assert (reply.reading.question, dict(reply.reading.params), reply.unused) == (question, params, ())
    assert reply.result == run_question(store, question, params)


def test_every_question_has_five_phrasings_a_language():
    counts = Counter((language, question) for language, question, _, _ in CASES)
    wanted = [(language, question.name) for question in list_questions() for language in ("zh", "en")]
    assert [key for key in wanted if counts[key] < 5] == []


def test_names_are_compared_without_case_and_blanks(store):
    assert ask(store, "Who is responsible for Smart Fishery?").result.rows == ask(store, "谁负责 智 慧 渔 业").result.rows != ()
