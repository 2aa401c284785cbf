// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/output.h"
#include "app/cli/statuspage/statuspage.h"
#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::app {

using namespace Qt::StringLiterals;
using signals::StatusPhase;

namespace {

int failed(const base::Error &error)
{
    printError(error.summary + u' ' + error.detail);
    return ExitUnknown;
}

// Nothing, and said, when an option is wrong.
std::optional<engine::PageText> textOf(const QCommandLineParser &parser, qint64 nowNs)
{
    engine::PageText out;
    bool ok = true;
    const auto time = [&](const QString &option, qint64 fallback) {
        bool read = true;
        const qint64 ns = parser.isSet(option) ? base::parseIsoTime(parser.value(option), &read) : fallback;
        ok = ok && read;
        return ns;
    };
    out.atNs = time(u"at"_s, nowNs);
    out.range = {time(u"start"_s, out.atNs), time(u"end"_s, 0)};
    const auto phase = signals::statusPhaseOf(parser.value(u"phase"_s));
    const auto impact = signals::componentStateOf(parser.value(u"impact"_s));
    if (!ok || !phase || !impact) {
        printError(
            !ok ? u"Write times as 2026-05-14T01:53:00Z."_s
            : !phase
                ? u"--phase is one of investigating, identified, monitoring, resolved, scheduled, in_progress, completed."_s
                : u"--impact is one of operational, degraded_performance, partial_outage, major_outage."_s);
        return std::nullopt;
    }
    out.incident = parser.value(u"incident"_s);
    out.title = parser.value(u"title"_s);
    out.components = parser.values(u"component"_s);
    out.phase = *phase;
    out.impact = *impact;
    out.isMaintenance = *phase >= StatusPhase::Scheduled;
    if (out.isMaintenance)
        out.impact = signals::ComponentState::Maintenance;
    out.text = parser.value(u"text"_s);
    return out;
}

int list(const engine::StatusTextBook &book, const QString &format)
{
    const auto texts = book.texts();
    if (!texts)
        return failed(texts.error());
    std::vector<QStringList> rows{
        {u"NUMBER"_s, u"STATE"_s, u"INCIDENT"_s, u"PHASE"_s, u"AT"_s, u"BY"_s, u"DECIDED"_s, u"TEXT"_s}};
    QJsonArray json;
    for (const auto &one : *texts) {
        rows.push_back({QString::number(one.number), engine::textStateName(one.state), one.text.incident,
                        signals::statusPhaseName(one.text.phase), base::isoTime(one.text.atNs), one.draftedBy,
                        one.decidedBy, one.text.text.left(60)});
        json.append(QJsonObject{{u"number"_s, one.number},
                                {u"state"_s, engine::textStateName(one.state)},
                                {u"incident"_s, one.text.incident},
                                {u"title"_s, one.text.title},
                                {u"phase"_s, signals::statusPhaseName(one.text.phase)},
                                {u"impact"_s, signals::componentStateName(one.text.impact)},
                                {u"components"_s, QJsonArray::fromStringList(one.text.components)},
                                {u"at"_s, base::isoTime(one.text.atNs)},
                                {u"text"_s, one.text.text},
                                {u"sha256"_s, one.sha256},
                                {u"drafted_by"_s, one.draftedBy},
                                {u"decided_by"_s, one.decidedBy},
                                {u"reason"_s, one.reason}});
    }
    if (format == "json"_L1)
        printJson(QJsonDocument(json));
    else
        printTable(rows);
    return ExitOk;
}

void addTextOptions(QCommandLineParser &parser)
{
    addPageOptions(parser);
    parser.addOption({u"format"_s, u"table or json."_s, u"format"_s, u"table"_s});
    parser.addOption({u"by"_s, u"Who does it."_s, u"name"_s});
    parser.addOption({u"reason"_s, u"Why."_s, u"text"_s});
    parser.addOption({u"incident"_s, u"Name of the incident: lower case letters, digits, dashes."_s, u"id"_s});
    parser.addOption({u"title"_s, u"Its title for readers."_s, u"text"_s});
    parser.addOption({u"component"_s, u"Component it concerns; may be repeated."_s, u"id"_s});
    parser.addOption({u"phase"_s,
                      u"investigating, identified, monitoring, resolved; scheduled, in_progress, completed."_s,
                      u"phase"_s});
    parser.addOption({u"impact"_s, u"On its components."_s, u"state"_s, u"degraded_performance"_s});
    parser.addOption({u"start"_s, u"When it began or begins."_s, u"time"_s});
    parser.addOption({u"end"_s, u"When it was over or shall be."_s, u"time"_s});
    parser.addOption({u"at"_s, u"Time of the text (now)."_s, u"time"_s});
    parser.addOption({u"text"_s, u"What is told."_s, u"text"_s});
}

} // namespace

int runStatusPageTexts(const QString &what, const QStringList &arguments)
{
    QCommandLineParser parser;
    addTextOptions(parser);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor status-page "_s + what} + arguments))
        return *code;
    const base::SystemClock clock;
    const auto book = pageBookOf(parser, clock);
    if (!book)
        return ExitUnknown;
    if (what == "texts"_L1)
        return list(*book, parser.value(u"format"_s));
    const QString by = parser.value(u"by"_s);
    if (what == "draft"_L1) {
        const auto text = textOf(parser, clock.nowNs());
        if (!text)
            return ExitUnknown;
        const auto number = book->draft(*text, by);
        if (!number)
            return failed(number.error());
        printLine(u"Text %1 is drafted; watchfloor status-page approve %1 --by NAME publishes it."_s.arg(*number));
        return ExitOk;
    }
    bool isNumber = false;
    const qint64 number = parser.positionalArguments().value(0).toLongLong(&isNumber);
    if (!isNumber) {
        printError(u"Write: watchfloor status-page %1 NUMBER --by NAME [--reason TEXT]"_s.arg(what));
        return ExitUnknown;
    }
    const QString reason = parser.value(u"reason"_s);
    const auto done = what == "approve"_L1 ? book->approve(number, by, reason) : book->withdraw(number, by, reason);
    if (!done)
        return failed(done.error());
    printLine(u"Text %1 is %2."_s.arg(QString::number(number), what == "approve"_L1 ? u"approved"_s : u"withdrawn"_s));
    return ExitOk;
}

} // namespace wf::app
