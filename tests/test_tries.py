"""What new users try: wrong turns, values, kinds, places, mixed languages, both documents.

Each row has what was typed, the exit code, and what the answer must and must not hold. The right
answers were worked out by hand from the statements in data/triples.ttl and from the two documents.
No answer may claim that something is absent which the graph holds.
"""

from __future__ import annotations

import shlex

import pytest

# typed · exit code · must be told (in the answer, or on standard error where the code is not 0)
TRIES = """
find 2018 | 0 | id:institutional-reform-2018
find 2019 | 0 | id:national-pooling ; id:drug-procurement-normalization ; value of “starts”
find 2025 | 0 | id:directive-2021-2025
find 2020-05-02 | 0 | id:village-health-check-2020
find "1.36 billion" | 0 | id:medical-insurance-coverage-figure ; is stated as
find 1360000000 | 0 | id:medical-insurance-coverage-figure
find 1,360,000,000 | 0 | id:medical-insurance-coverage-figure
find "790 million" | 0 | id:old-age-insurance-coverage-baseline
find 27.7 | 0 | id:personal-health-expenditure-share-latest
find "33.9%" | 0 | id:personal-health-expenditure-share-baseline
find 2,987 | 0 | id:employee-pension-latest
find 179 | 0 | id:resident-pension-latest
find 48.9 | 0 | id:rural-floor-area-latest
find 6200 | 0 | id:rural-subsistence-allowance-latest
find "joint buying" | 0 | id:drug-procurement-normalization ; definition
find outcome | 0 | sskg:Outcome ; kind
find 目标 | 0 | 目标
find "drug 采购" | 0 | id:drug-procurement-normalization
find 统筹 | 0 | id:national-pooling
find 医保 | 0 | id:basic-medical-insurance
find poverty | 0 | id:poverty ; id:poverty-alleviation
find "unemployment insurance" | 1 | is not in the graph ; id:work-injury-insurance
find "retirement age" | 1 | nearest names below
find 201 | 1 | “201” is not in the graph
find pension --document xinhua-2021 | 0 | id:directive-multi-pillar
sources --document xinhua-2021 | 0 | 183 claims
find unicorns | 1 | “unicorns” is not in the graph
find "36 billion" | 1 | not in the graph
find pension -n 1 | 0 | more
find insurance --kind policy -n 2 | 0 | id:basic
find insurance --kind polcy | 2 | did you mean Policy?
find "" | 2 | an empty name
show "drug procurement" | 0 | normalization of centralized drug procurement ; 2019 ; resolves
show 全国统筹 | 0 | id:national-pooling
show "2018 reform" | 0 | institutional obstacles to social security
show "average pension" | 2 | fits 2 things ; id:employee-pension ; id:resident-pension
show pension | 2 | fits
show insurance | 2 | fits
show outcome | 1 | is a kind of things ; sskg list Outcome
show 成效 | 1 | sskg list Outcome
show indicators | 1 | sskg list Indicator
show 2019 | 1 | it stands in the graph ; id:national-pooling
show "1.36 billion" | 1 | it stands in the graph ; id:medical-insurance-coverage-figure
show ten-years:4803-4864 | 0 | national pooling of basic pension insurance ; reform dividends
show ten-years:4803-4804 | 0 | id:ten-years-s19d
show id:ten-years:4803-4864 | 0 | id:national-pooling
show xinhua-2021:2297-2388 | 0 | 2021-2025
show ten-years:4864-4866 | 1 | takes nothing from ten-years:4864-4866 ; ten-years:4803-4864
show no-text:1-5 | 1 | is not in the graph
show ten-years-s6a | 0 | 1.36 billion ; basic medical insurance
show ten-years-s6a-c1 | 0 | 1360000000
show ten-years | 0 | Ten years of social security in practice
show "drug 采购" | 0 | id:drug-procurement-normalization
show "医保 account reform" | 0 | id:individual-account-reform
show xi | 0 | Xi Jinping
show 习近平 | 0 | id:xi-jinping
show "Xi Jinpin" | 0 | Xi Jinping
show covid | 0 | COVID-19
show "retired soldier" | 0 | id:retired-soldiers
show "retired soldier" --json | 0 | "taken": ; "text": "retired soldier"
show poverty --brief | 0 | poverty alleviation
show poverty --document xinhua | 1 | says nothing of “poverty” ; leave out --document
show poverty --document "ten years" | 0 | poverty alleviation
show "common prosperity" --document xinhua-2021 | 0 | xinhua-2021:
show "common prosperity" --modality sworn | 2 | sworn
show "common prosperity" --document nothing | 1 | “nothing” is not in the graph
list reform | 0 | 5 things ; id:national-pooling ; id:institutional-reform-2018
list reforms --brief | 0 | id:retired-soldiers-integration
list 改革 | 0 | id:national-pooling
list goal | 0 | 19 things ; id:common-prosperity
list trend | 0 | 5 things ; id:population-ageing
list place | 0 | 7 things ; id:yaragzi-village ; id:china
list "source document" | 0 | id:xinhua-2021
list goal -n 3 | 0 | 19 things ; more
list goals --document ten-years | 0 | id:common-prosperity
list reform --document xinhua-2021 | 0 | 0 things
list gaol | 2 | did you mean Goal?
list reform -f csv | 0 | thing,label,kind,dates,facts,statements,documents
list | 0 | 225 things
relations national-pooling | 0 | reform dividends ; original institutional defects
relations "retired soldiers" --kind reform | 1 | within 1 hops ; 2 hops away: integration of
relations "retired soldiers" --kind reform --hops 2 | 0 | id:retired-soldiers-integration
relations "medical insurance" --kind reform | 0 | id:individual-account-reform ; 2 relations away
relations poverty --predicate resolves | 1 | it has: is addressed by
relations poverty --predicate "is addressed by" | 0 | id:poverty-alleviation
relations poverty --predicate frobnicates | 2 | frobnicates
relations orphans | 0 | social welfare for orphans
relations weak-links --predicate drivenBy | 0 | id:population-ageing ; id:urbanization
relations 脱贫攻坚 | 0 | id:poverty
relations national-pooling --modality required | 1 | says nothing
relations "social security system" --min-documents 2 | 0 | ten-years: ; xinhua-2021:
path "2018 institutional reform" "common prosperity" | 0 | contributes to
path national-pooling national-pooling | 2 | different things at its ends
path national-pooling common-prosperity --hops 1 | 1 | --hops looks further
path 全国统筹 共同富裕 | 0 | id:national-pooling
path national-pooling unicorns | 1 | “unicorns” is not in the graph
why "people in trouble" | 0 | necessary institutional arrangements
why "weak links" | 0 | population ageing ; urbanization
why --down "population ageing" | 0 | weak links
why "healthy growth of children" | 0 | child welfare
why "reform dividends" | 0 | national pooling
why 改革红利 | 0 | 2018
why beijing | 1 | it has
why "common prosperity" --document xinhua-2021 | 0 | xinhua-2021:
timeline | 0 | 2012 ; 2021-02-26 ; exact to the day
timeline --kind reform | 0 | 2018 ; 2019
timeline --since 2020 | 0 | 2020-05-02 ; 2021
timeline --until 2012 | 0 | 18th CPC National Congress
timeline --since soon | 2 | is not a date
timeline --since 2020 --until 2019 | 2 | is after
timeline --document ten-years --kind reform | 0 | 2018
figures "old-age insurance coverage" | 0 | 790,000,000 ; 1,040,000,000 ; +31.6%
figures "average pension" | 0 | 2,987 ; 179
figures housing | 0 | 36.2 ; 32.9
figures 养老金 | 0 | 2,987
figures --falling | 0 | 33.9 ; 27.7
figures --falling --document xinhua-2021 | 1 | no figure has fallen
figures --sort change --brief | 0 | rural subsistence allowance rate: 2,000 → more than 6,200
figures "subsistence allowance" | 0 | at least +210% ; at least +112.1%
figures poverty | 1 | no figure
figures --sort size | 2 | size
gaps | 0 | Goals without an outcome: 14 of 19
gaps --gap goals | 0 | id:healthy-growth-of-children
gaps --gap goal | 2 | goals
gaps --gap single-source -n 2 | 0 | and
stats | 0 | things (total 225)
stats --document xinhua-2021 | 0 | 183
sources | 0 | ten-years ; xinhua-2021
queries | 0 | reforms
queries --show reforms | 0 | # title: What each reform resolves
queries --show refroms | 2 | did you mean reforms?
queries evidence | 2 | sskg queries --show NAME
search pension | 2 | Did you mean “find”?
describe pension | 2 | Did you mean “show”?
ls | 2 | Did you mean “list”?
find pension --type goal | 2 | here it is --kind
path a b --max 3 | 2 | here it is --hops
gaps --only goals | 2 | here it is --gap
show drug procurement | 2 | quote a name of several words
show "drug procurement" --lang zh | 0 | 药品集中带量采购常态化
--lang zh show "drug procurement" | 0 | 药品集中带量采购常态化
show unicorns --lang zh | 1 | 图谱中没有“unicorns”
find outcome --lang zh | 0 | 类别
"""

ROWS = [tuple(part.strip() for part in line.split(" | ")) for line in TRIES.strip().splitlines()]


def test_there_are_at_least_120_tries():
    assert len({typed for typed, _, _ in ROWS}) >= 120


@pytest.mark.parametrize(("typed", "code", "told"), ROWS, ids=[row[0] for row in ROWS])
def test_a_try_of_a_new_user(run, typed, code, told):
    done = run(*shlex.split(typed))
    said = done.out if done.code == 0 else done.err
    assert done.code == int(code), done.err
    for text in told.split(" ; "):
        assert text in said
