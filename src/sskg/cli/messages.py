"""What the messages of errors are in Chinese: those that a reader meets often.

Errors are raised with English messages, by code that knows no reader. Here stands beside each
pattern of them what it is in Chinese; a name in braces is what is filled in. A message without a
translation is shown as it was raised: what parsers, systems and endpoints say, the command line's
own remarks on its options, and the findings of a check.
"""

from __future__ import annotations

import re
from typing import Final

_CHINESE: Final = {
    "hint": "提示",
    "{where}, line {line}, column {column}": "{where}，第{line}行第{column}列",
    "{where}, line {line}": "{where}，第{line}行",
    "query": "查询",
    "standard input": "标准输入",
    # Names.
    "“{name}” is not in the graph as {kinds}": "图谱中没有名为“{name}”的{kinds}",
    "“{name}” is not in the graph": "图谱中没有“{name}”",
    "“{name}” fits {n} things": "“{name}”符合{n}个事物",
    "nearest names below": "最接近的名称如下",
    "use one of the names on the left, or narrow the kind with --type":
        "请用左边的名称之一，或以 --type 限定类别",
    "use one of the names on the left": "请用左边的名称之一",
    "sskg find TEXT searches all names": "sskg find TEXT 可搜索所有名称",
    "try another word, or fewer; sskg stats counts what there is":
        "请换用其他词语或减少词语；sskg stats 统计图谱内容",
    "leave --type out to look among all kinds": "去掉 --type 可在所有类别中查找",
    "an empty name": "名称为空",
    "a name of more than {n} characters": "名称超过{n}个字符",
    "there is no kind “{kind}”": "没有“{kind}”这一类别",
    "kinds: {names}": "类别：{names}",
    "there is no relation “{name}”": "没有“{name}”这一关系",
    "relations: {names}": "关系：{names}",
    "did you mean {names}?": "您是指 {names} 吗？",
    "the graph has no such relation of “{label}”": "图谱中“{label}”没有这样的关系",
    "it has: {names}": "它有：{names}",
    "it has no relation at all": "它没有任何关系",
    # Answers that are no.
    "a chain needs different things at its ends": "路径两端须为不同的事物",
    "name another thing": "请另取一个事物",
    "no chain of at most {n} hops leads from “{a}” to “{b}”":
        "从“{a}”到“{b}”没有{n}步以内的路径",
    "no chain of at most 1 hop leads from “{a}” to “{b}”": "从“{a}”到“{b}”没有1步的路径",
    "the graph does not say what leads to “{label}”": "图谱没有说明“{label}”的缘由",
    "the graph does not say what follows from “{label}”": "图谱没有说明“{label}”的影响",
    "sskg why --down NAME asks the other way; sskg relations NAME shows all it is related to":
        "sskg why --down NAME 查反方向；sskg relations NAME 列出全部关系",
    "sskg why NAME asks the other way; sskg relations NAME shows all it is related to":
        "sskg why NAME 查反方向；sskg relations NAME 列出全部关系",
    "the graph has no figure for {names}": "图谱中没有{names}的数值",
    "sskg figures lists all; sskg gaps tells which measures have none":
        "sskg figures 列出全部数值；sskg gaps 指出哪些举措没有数值",
    "nothing that the graph dates fits": "图谱中没有符合条件的有日期的事物",
    "sskg timeline without options lists everything that has a date":
        "不带选项的 sskg timeline 列出所有有日期的事物",
    "{option} {text} is not a date": "{option} {text} 不是日期",
    "write 2018, 2018-06 or 2018-06-30": "请写成 2018、2018-06 或 2018-06-30",
    "--from {start} is after --to {end}": "--from {start} 晚于 --to {end}",
    "exchange them": "请对调",
    # Queries.
    "an empty query": "查询为空",
    "sskg queries lists those with a name; sskg query -h shows how":
        "sskg queries 列出命名查询；sskg query -h 说明用法",
    "there is no named query “{name}”": "没有名为“{name}”的查询",
    "did you mean {near}? named queries: {names}": "您是指 {near} 吗？命名查询：{names}",
    "named queries: {names}": "命名查询：{names}",
    "“{piece}” cannot stand here": "“{piece}”不能出现在这里",
    "the fault is there or right before it": "错误就在此处或紧接其前",
    "the query ends too early": "查询不完整",
    "this is an update": "这是更新操作",
    "the graph is read-only: it changes through its files": "图谱只读：修改须通过其文件",
    "the prefix {prefix} is not declared": "前缀 {prefix} 未声明",
    "the query has no variable ?{name}": "查询中没有变量 ?{name}",
    "its variables: {names}": "其变量：{names}",
    "this query needs --param {name}=…": "该查询需要 --param {name}=…",
    "the query was ended after {n} seconds": "查询在{n}秒后被终止",
    "narrow its pattern, or give it longer with --timeout":
        "请缩小查询范围，或用 --timeout 延长时间",
    # Files and stores.
    "no such file": "没有此文件",
    "no such folder": "没有此文件夹",
    "there is no folder {path} either": "文件夹 {path} 也不存在",
    "paths start at this folder": "路径以当前文件夹为起点",
    "the folder holds no RDF file": "文件夹中没有 RDF 文件",
    "RDF files end in {names}; folders within are not looked into":
        "RDF 文件的后缀为 {names}；不查看其中的子文件夹",
    "the suffix “{suffix}” names no RDF format": "后缀“{suffix}”不是 RDF 格式",
    "mend the file there; nothing of it was taken": "请修正该处；文件内容均未采用",
    "cannot read the file: {reason}": "无法读取文件：{reason}",
    "cannot read it: {reason}": "无法读取：{reason}",
    "cannot write here: {reason}": "无法写入此处：{reason}",
    "make the folder {folder} first": "请先建立文件夹 {folder}",
    "name another file": "请另选文件",
    "nothing answers there: the connection was refused": "该处无应答：连接被拒绝",
    "is the server running? check host and port": "服务器是否在运行？请检查主机和端口",
    "there is not enough memory": "内存不足",
    "an error of sskg itself: {told}": "sskg 自身的错误：{told}",
    "report it with the command that you gave; SSKG_DEBUG=1 before it shows the place":
        "请连同所用命令一并报告；命令前加 SSKG_DEBUG=1 可显示出错位置",
}  # fmt: skip


def translated(message: str) -> str:
    """Return a message of an error in Chinese, or as it is where no translation of it exists.

    >>> translated("“x” fits 3 things")
    '“x”符合3个事物'
    """
    if message in _CHINESE:
        return _CHINESE[message]
    for pattern, chinese in _CHINESE.items():
        # What is filled in stays as it was raised; it may run over several lines.
        parts = (
            f"(?P<{part[1:-1]}>.+)" if part.startswith("{") else re.escape(part)
            for part in re.split(r"(\{\w+\})", pattern)
        )
        if "{" in pattern and (found := re.fullmatch("".join(parts), message, re.DOTALL)):
            return chinese.format(**found.groupdict())
    return message
