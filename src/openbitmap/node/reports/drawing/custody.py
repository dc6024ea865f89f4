"""Versions, chain of custody, how to check the report, and the words: the pages for whoever doubts the others."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table

from openbitmap.node.reports.drawing.facts import broken, moment, thousands
from openbitmap.node.reports.drawing.sheet import point, table, text
from openbitmap.node.reports.drawing.speech import column, say
from openbitmap.node.reports.drawing.terms import GLOSSARY
from openbitmap.node.reports.drawing.words import FACTS
from openbitmap.node.reports.model import CustodyLine, Report


def custody(report: Report) -> Iterator[Flowable]:
    language, versions = report.issue.language, report.content.versions
    yield CondPageBreak(60 * mm)
    yield text(say("h_custody", language), "heading")
    none = say("none", language)
    extraction, matcher = (", ".join(names) or none for names in (versions.extraction, versions.matcher))
    yield text(say("versions", language, software=versions.software, extraction=extraction, matcher=matcher))
    yield text(say("custody", language))
    head = [column(key, language) for key in ("entry", "time", "actor", "fact", "hash")]
    yield table(head, [_line(line, language) for line in report.custody], (13, 37, 28, 47, 45))
    yield text(say("not_listed", language), "small")


def checking(report: Report) -> Iterator[Flowable]:
    language, proof = report.issue.language, report.proof
    yield CondPageBreak(50 * mm)
    yield text(say("h_proof", language), "heading")
    values = {"head": proof.head.hash, "root": proof.root}
    yield text(say("proof", language, entries=thousands(proof.head.seq, language), **values))
    for key in ("check_reader", "check_command", "check_ledger", "check_hand"):
        yield point(say(key, language))


def glossary(report: Report) -> Iterator[Flowable]:
    language = report.issue.language
    yield CondPageBreak(50 * mm)
    yield text(say("h_glossary", language), "heading")
    yield _words(language)


def _words(language: str) -> Table:
    return table(["", ""], [[text(word[language], "head"), told[language]] for word, told in GLOSSARY], (45, 125))


def _line(line: CustodyLine, language: str) -> list[str | Flowable]:
    fact = FACTS.get(line.kind, {language: line.kind})[language]
    actor = line.actor.partition(":")[2] or line.actor
    time = moment(line.at).removesuffix(" UTC")
    return [str(line.seq), time, escape(actor), fact, text(broken(line.hash), "digest")]
