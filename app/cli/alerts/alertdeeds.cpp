// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alerts/alertdeeds.h"

#include "app/alerts/alertreport.h"
#include "app/cli/common/answeroutput.h"
#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/askedincidents.h"
#include "app/cli/incidents/operations.h"
#include "models/base/duration.h"

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

int refuse(const QString &text)
{
    printError(text);
    return ExitUnknown;
}

// A duration of a minute to 400 days.
std::optional<qint64> durationOf(const QString &text)
{
    const auto out = base::parseDuration(text);
    return out && *out >= base::nsPerMinute && *out <= 400 * base::nsPerDay ? out : std::nullopt;
}

// Firing alerts by fingerprint or name, or by a filter of the Alerts page.
base::Result<std::vector<engine::WatchedAlert>>
wantedAlerts(const engine::AlertSnapshotPtr &snapshot, const QStringList &names, const QString &filter, qint64 nowNs)
{
    std::vector<engine::WatchedAlert> out;
    if (!filter.isEmpty()) {
        const auto report = reportAlerts(snapshot, filter, nowNs);
        if (!report)
            return report.error();
        for (const quint32 row : report->rows)
            out.push_back(report->index->alert(row));
    }
    for (const QString &name : names) {
        const auto before = out.size();
        for (const auto &one : snapshot->alerts)
            if (one.alert.fingerprint == name || one.alert.name() == name)
                out.push_back(one);
        if (out.size() == before)
            return base::makeError(base::ErrorKind::NotFound, noSuchAlert(name, *snapshot));
    }
    std::erase_if(out, [](const auto &one) { return one.handling != engine::Handling::Open; });
    return out;
}

int acknowledge(AskedIncidents &asked, const QStringList &names, const QCommandLineParser &parser, qint64 nowNs)
{
    const auto duration = durationOf(parser.value(u"for"_s));
    if (!duration)
        return refuse(u"--for: write a duration from 1m to 400d, such as 2h."_s);
    auto alerts = wantedAlerts(asked.alerts().snapshot(), names, parser.value(u"filter"_s), nowNs);
    if (!alerts)
        return refuse(alerts.error().summary);
    if (alerts->empty()) {
        printError(u"Nothing to do: none of these alerts is open."_s);
        return ExitOk;
    }
    std::optional<base::Result<QStringList>> queued;
    const QString note = parser.value(u"note"_s);
    asked.desk().acknowledge({*alerts, note, *duration, false},
                             [&queued](const base::Result<QStringList> &keys) { queued = keys; });
    asked.wait([&queued] { return queued.has_value(); });
    if (!queued || !*queued)
        return refuse(queued ? queued->error().summary : u"The ledger did not answer within a minute."_s);
    asked.recorder().acknowledged(*alerts, asked.desk().access().actor, note);
    return reportOperations(asked, **queued, parser.value(u"format"_s));
}

int silence(AskedIncidents &asked, const QStringList &words, const QCommandLineParser &parser, qint64 nowNs)
{
    const auto duration = durationOf(parser.value(u"for"_s));
    const auto parsed = engine::parseAlertFilter(words.join(u' '));
    engine::SilenceRequest wish;
    for (const auto &term : parsed.filter.terms)
        if (term.kind == engine::FilterTerm::Kind::Match && !term.negated)
            wish.matchers.push_back(term.matcher);
    if (!duration)
        return refuse(u"--for: write a duration from 1m to 400d, such as 2h."_s);
    if (parsed.error || wish.matchers.empty() || wish.matchers.size() != parsed.filter.terms.size())
        return refuse(u"Write labels such as service=payment or pod=~\"payment-.*\"; all of them have to match."_s);
    for (const auto &source : asked.alerts().snapshot()->sources)
        if (source.alertSource)
            wish.sources << source.id;
    wish.endsNs = nowNs + *duration;
    wish.why = parser.value(u"note"_s);
    QStringList title;
    for (const auto &matcher : wish.matchers)
        title << matcher.toString();
    wish.title = title.join(u' ');
    const auto held = asked.desk().preview(wish.matchers);
    for (const auto *alert : held)
        wish.fingerprints << alert->alert.fingerprint;
    std::optional<base::Result<QStringList>> queued;
    asked.desk().silence(wish, [&queued](const base::Result<QStringList> &keys) { queued = keys; });
    asked.wait([&queued] { return queued.has_value(); });
    if (!queued || !*queued)
        return refuse(queued ? queued->error().summary : u"The ledger did not answer within a minute."_s);
    printError(held.size() == 1 ? u"1 alert that fires now is held by it."_s
                                : u"%1 alerts that fire now are held by it."_s.arg(held.size()));
    return reportOperations(asked, **queued, parser.value(u"format"_s));
}

} // namespace

int runAlertDeed(const QString &deed, const QStringList &arguments)
{
    const bool isAck = deed == u"ack"_s;
    QCommandLineParser parser;
    addEnvironmentOptions(parser);
    parser.addOption({u"format"_s, u"table, json or csv."_s, u"format"_s, u"table"_s});
    parser.addOption({u"for"_s, u"How long (1h)."_s, u"duration"_s, u"1h"_s});
    parser.addOption({u"note"_s, u"Why, for colleagues."_s, u"text"_s});
    if (isAck)
        parser.addOption({u"filter"_s, u"All alerts that pass a filter of the Alerts page."_s, u"filter"_s});
    parser.addPositionalArgument(u"what"_s, isAck ? u"Fingerprints or names of alerts."_s
                                                  : u"Labels: service=payment pod=~\"payment-.*\""_s);
    if (const auto code = readOptions(parser, QStringList{u"watchfloor alerts "_s + deed} + arguments))
        return *code;
    const QStringList words = parser.positionalArguments();
    const bool isNothing = words.isEmpty() && (!isAck || parser.value(u"filter"_s).isEmpty());
    if (isNothing || !isAnswerFormat(parser.value(u"format"_s)))
        return refuse(
            isAck ? u"Write: watchfloor alerts ack FINGERPRINT|NAME… | --filter FILTER [--for 1h] [--note TEXT]"_s
                  : u"Write: watchfloor alerts silence LABEL=VALUE… [--for 1h] [--note TEXT]"_s);
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return ExitUnknown;
    const base::SystemClock clock;
    AskedIncidents asked(*environment, stateDirectoryFor(parser, *environment), clock, loginName());
    asked.askOnce();
    if (const auto may = asked.desk().mayAct(); !may)
        return refuse(may.error().summary);
    return isAck ? acknowledge(asked, words, parser, clock.nowNs()) : silence(asked, words, parser, clock.nowNs());
}

} // namespace wf::app
