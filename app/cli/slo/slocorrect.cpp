// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/openedledger.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "app/cli/slo/slo.h"
#include "app/paths.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

int failed(const base::Error &error)
{
    printError(QString(error.summary + u' ' + error.detail).trimmed());
    if (error.kind == base::ErrorKind::Storage)
        printError(u"A console that has this environment open writes its ledger alone: do it there, or close it."_s);
    return ExitCritical;
}

QString when(const engine::Correction &c)
{
    const auto &spec = c.window.spec();
    return spec.first.toString(u"yyyy-MM-ddTHH:mm:ss "_s) + QString::fromUtf8(spec.zone.id()) + u" for "_s +
           base::promDuration(spec.lengthNs) + (spec.rule ? u" "_s + base::recurrenceText(*spec.rule) : QString());
}

QJsonObject asJson(const engine::Correction &c)
{
    QJsonObject out = engine::toJson(c);
    out[u"file"_s] = c.file;
    out[u"added_by"_s] = c.addedBy;
    out[u"added_at"_s] = c.addedNs > 0 ? QJsonValue(base::isoTime(c.addedNs)) : QJsonValue();
    out[u"holds"_s] = c.holds();
    if (!c.holds()) {
        out[u"revoked_by"_s] = c.revokedBy;
        out[u"revoked_at"_s] = base::isoTime(c.revokedNs);
        out[u"revoked_why"_s] = c.revokedWhy;
    }
    return out;
}

int list(const std::vector<engine::Correction> &all, bool json)
{
    if (json) {
        QJsonArray rows;
        for (const auto &c : all)
            rows.append(asJson(c));
        printJson(QJsonDocument(rows));
        return ExitOk;
    }
    std::vector<QStringList> rows{
        {u"ID"_s, u"NAME"_s, u"OBJECTIVES"_s, u"WHEN"_s, u"REASON"_s, u"APPROVED BY"_s, u"FROM"_s, u"STATE"_s}};
    for (const auto &c : all)
        rows.push_back({c.id, c.name, c.objectives.isEmpty() ? u"all"_s : c.objectives.join(u' '), when(c), c.reason,
                        c.approvedBy, c.file.isEmpty() ? c.addedBy : c.file,
                        c.holds() ? u"holds"_s : u"revoked by %1: %2"_s.arg(c.revokedBy, c.revokedWhy)});
    printTable(rows);
    return ExitOk;
}

// A local time of the correction's zone.
QDateTime localTime(const QString &text)
{
    return text.size() > 19 ? QDateTime() : QDateTime::fromString(QString(text).replace(u' ', u'T'), Qt::ISODate);
}

int add(const QCommandLineParser &parser, OpenedLedger &ledger)
{
    engine::NewCorrection made;
    made.name = parser.value(u"name"_s);
    made.objectives = parser.values(u"objective"_s);
    made.first = localTime(parser.value(u"start"_s));
    const auto length = base::parseDuration(parser.value(u"length"_s));
    made.lengthNs = length ? *length : made.first.secsTo(localTime(parser.value(u"end"_s))) * base::nsPerSecond;
    made.timeZone = parser.value(u"time-zone"_s);
    made.rrule = parser.value(u"rrule"_s);
    made.reason = parser.value(u"reason"_s);
    made.approvedBy = parser.value(u"approved-by"_s);
    auto correction = engine::correctionOf(made);
    if (!correction)
        return failed(correction.error());
    std::optional<base::Result<engine::Correction>> added;
    ledger.corrections().add(std::move(*correction), loginName(), [&](base::Result<engine::Correction> result) {
        added = std::move(result);
        QCoreApplication::quit();
    });
    QCoreApplication::exec();
    if (!added || !*added)
        return failed(added ? added->error() : base::makeError(base::ErrorKind::Storage, u"Nothing was written."_s));
    printLine(u"%1 is kept: %2"_s.arg((*added)->id, when(**added)));
    return ExitOk;
}

int revoke(const QCommandLineParser &parser, OpenedLedger &ledger)
{
    std::optional<base::Status> done;
    ledger.corrections().revoke(parser.positionalArguments().value(1), parser.value(u"reason"_s), loginName(),
                                [&](base::Status status) {
                                    done = std::move(status);
                                    QCoreApplication::quit();
                                });
    if (!done) // it is written meanwhile
        QCoreApplication::exec();
    if (!*done)
        return failed(done->error());
    printLine(u"Revoked."_s);
    return ExitOk;
}

} // namespace

int runSloCorrect(const QStringList &arguments)
{
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"start"_s, u"add: local time it begins, 2026-05-14T02:00:00."_s, u"time"_s});
    parser.addOption({u"end"_s, u"add: local time it ends."_s, u"time"_s});
    parser.addOption({u"length"_s, u"add: how long it lasts, instead of --end."_s, u"duration"_s});
    parser.addOption({u"time-zone"_s, u"add: IANA name (UTC)."_s, u"zone"_s});
    parser.addOption({u"rrule"_s, u"add: how it comes again, FREQ=WEEKLY;BYDAY=SU."_s, u"rule"_s});
    parser.addOption({u"objective"_s, u"add: only this one; may be given again (all)."_s, u"id"_s});
    parser.addOption({u"name"_s, u"add: what to call it."_s, u"name"_s});
    parser.addOption({u"reason"_s, u"add, revoke: why."_s, u"text"_s});
    parser.addOption({u"approved-by"_s, u"add: who approved it."_s, u"who"_s});
    parser.addOption({u"file"_s, u"list: definitions instead of the environment's."_s, u"file"_s});
    parser.addOption({u"json"_s, u"Print JSON."_s});
    parser.addPositionalArgument(u"what"_s, u"list, add or revoke ID."_s, u"list|add|revoke"_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor slo correct"_s} + arguments))
        return *code;
    const QString what = parser.positionalArguments().value(0);
    const auto environment = chosenEnvironment(parser);
    if (!environment)
        return failed(environment.error());
    if (!QStringList{u"list"_s, u"add"_s, u"revoke"_s}.contains(what)) {
        printError(u"Write: watchfloor slo correct list, add --start T --length D --reason R --approved-by WHO, or "
                   "revoke ID --reason R"_s);
        return ExitUnknown;
    }
    const auto ledger = OpenedLedger::open(stateDirectoryFor(parser, *environment), what != u"list"_s);
    if (!ledger && ledger.error().kind != base::ErrorKind::NotFound)
        return failed(ledger.error());
    if (what == u"add"_s)
        return add(parser, **ledger);
    if (what == u"revoke"_s)
        return revoke(parser, **ledger);
    const QStringList files = parser.values(u"file"_s);
    auto all = engine::correctionsOf(
        loadSlos(files.isEmpty() ? objectivePathsOf(*environment, stateDirectoryFor(parser, *environment)) : files)
            .definitions);
    if (ledger)
        for (const auto &kept : *(*ledger)->corrections().corrections())
            all.push_back(kept);
    return list(all, parser.isSet(u"json"_s));
}

} // namespace wf::app
