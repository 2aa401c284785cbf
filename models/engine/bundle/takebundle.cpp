// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/takebundle.h"

#include "models/base/timetext.h"
#include "models/engine/bundle/bundlequestions.h"
#include "models/engine/bundle/takebundle_p.h"
#include "models/engine/story/reviewdesk.h"
#include "models/store/alertlog.h"
#include "models/store/ledger.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRecords = 20'000;
constexpr qsizetype mostAround = 40;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BundleTaker", text);
}

QStringList servicesAround(const Incident &incident, const ServicesSnapshot &services)
{
    QStringList out = incident.services.first(std::min(mostAround, incident.services.size()));
    for (const auto &call : services.calls)
        for (const auto &[one, other] : {std::pair(call.caller, call.callee), std::pair(call.callee, call.caller)})
            if (out.size() < mostAround && incident.services.contains(one) && !out.contains(other))
                out << other;
    return out;
}

// Notes come by themselves.
bool isTold(const store::AuditNote &note, const Incident &incident)
{
    return (note.subject == incident.id() && !note.action.startsWith(u"note."_s)) ||
           note.action.startsWith(u"alert."_s) || note.action.startsWith(u"silence."_s);
}

// What fires of it now, and the silences that hold it.
void takeAlerts(const Incident &incident, const AlertSnapshot &alerts, IncidentBundle &out)
{
    QSet<QString> silences;
    for (const auto &one : incident.alerts)
        if (const auto *watched = one.fires() ? alerts.find(one.key) : nullptr) {
            out.alerts.push_back(watched->alert);
            silences.unite(QSet(watched->alert.silencedBy.begin(), watched->alert.silencedBy.end()));
            silences.insert(watched->silenceId);
        }
    for (const auto &silence : alerts.silences)
        if (silences.contains(silence.id))
            out.silences.push_back(silence);
}

qint64 attachmentsIn(const QHash<QString, QJsonValue> &settings)
{
    qint64 out = 0;
    for (auto it = settings.cbegin(); it != settings.cend(); ++it)
        out += it.key().startsWith(Storyteller::attachedRoot) ? 1 : 0;
    return out;
}

QString signalName(signals::Signal signal)
{
    static const QStringList names{u"alert"_s,  u"log"_s,       u"trace"_s, u"metric"_s,   u"anomaly"_s,
                                   u"deploy"_s, u"objective"_s, u"note"_s,  u"forecast"_s, u"source"_s};
    return names.value(static_cast<int>(signal));
}

QJsonArray threadJson(const signals::Thread &thread)
{
    QJsonArray out;
    for (const auto &entry : thread.entries)
        out.append(QJsonObject{{u"time"_s, base::isoTime(entry.timeNs)},
                               {u"signal"_s, signalName(entry.signal)},
                               {u"severity"_s, signals::severityName(entry.severity)},
                               {u"title"_s, entry.title},
                               {u"detail"_s, entry.detail},
                               {u"reason"_s, entry.reason},
                               {u"times"_s, entry.count}});
    return out;
}

} // namespace

void BundleTaker::Round::failed(const QString &what, const base::Error &error)
{
    const QString text = what + u": "_s + error.summary;
    if (!bundle->manifest.missing.contains(text))
        bundle->manifest.missing << text;
}

void BundleTaker::Round::done()
{
    if (--open == 0 && reply)
        finish();
}

void BundleTaker::Round::finish()
{
    auto &out = *bundle;
    std::ranges::stable_sort(out.lines, {}, [](const auto &line) { return line.timeNs; });
    const auto repeated = std::ranges::unique(out.lines);
    out.lines.erase(repeated.begin(), repeated.end());
    auto [kept, seen] = traces->taken();
    out.traces = std::move(kept);
    const auto count = [](const auto &list) { return static_cast<qint64>(list.size()); };
    const qint64 lines = count(out.lines);
    out.manifest.contents = {
        {say("alerts"), std::max(count(out.firings), count(out.alerts)), static_cast<qint64>(incident.alerts.size())},
        {say("series"), count(out.series), static_cast<qint64>(knownSeries.size())},
        {say("samples"), samples, -1},
        {say("log lines"), lines, areLinesCounted ? std::max(allLines, lines) : -1},
        {say("traces"), count(out.traces), seen},
        {say("notes"), count(out.notes), -1},
        {say("attachments"), attachmentsIn(out.settings), -1},
        {say("deeds"), count(out.trail), -1},
        {say("suspected causes"), out.causes ? count(out.causes->suspects) : 0, -1},
    };
    std::exchange(reply, nullptr)(BundlePtr(bundle));
}

async::Request BundleTaker::take(const BundleWishes &wishes, Reply reply) const
{
    const auto *incident = m_parts.incidents.snapshot()->find(wishes.incident);
    auto round = std::make_shared<Round>();
    round->reply = std::move(reply);
    const auto handle = [round] {
        return async::Request([round] {
            round->reply = nullptr;
            round->requests.clear();
        });
    };
    if (!incident) {
        round->requests.push_back(m_parts.ledger.settings(u"incident/none"_s, [round](const auto &) {
            if (round->reply)
                std::exchange(round->reply, nullptr)(
                    base::makeError(base::ErrorKind::NotFound, say("The incident is not known any more.")));
        }));
        return handle();
    }
    const qint64 now = m_clock.nowNs();
    round->wishes = wishes;
    round->incident = *incident;
    round->subjects = m_parts.services.rules();
    round->around = servicesAround(*incident, *m_parts.services.snapshot());
    round->traces = std::make_shared<KeptTraces>(static_cast<std::size_t>(std::max(0, wishes.mostTraces)), 100'000);
    auto &manifest = round->bundle->manifest;
    manifest.program = wishes.program;
    manifest.incident = incident->number;
    manifest.title = incident->title;
    manifest.severity = signals::severityName(incident->severity);
    manifest.environment = wishes.environment;
    manifest.takenBy = wishes.takenBy;
    manifest.takenNs = now;
    manifest.range = {incident->openedNs - wishes.beforeNs,
                      incident->isOpen() ? now : std::min(now, incident->closedNs + wishes.afterNs)};
    manifest.subjects = round->subjects;
    manifest.look = wishes.look;
    round->bundle->incident = wishes.incidentJson;
    if (wishes.causes)
        round->bundle->causes = *wishes.causes;
    if (wishes.thread)
        round->bundle->thread = threadJson(*wishes.thread);
    takeAlerts(*incident, *m_parts.alerts.snapshot(), *round->bundle);
    askLedger(round);
    askRules(round);
    if (!round->around.isEmpty()) {
        askLines(round);
        askTraces(round);
    }
    round->done();
    return handle();
}

void BundleTaker::askLedger(const std::shared_ptr<Round> &round) const
{
    const qint64 number = round->incident.number;
    const QString name = say("Ledger");
    const QStringList keys{u"incident/number/%1"_s.arg(number), u"incident/outcome/%1"_s.arg(number),
                           u"causes/answer/%1/"_s.arg(number), Storyteller::attachedRoot + u"INC-%1/"_s.arg(number),
                           ReviewDesk::root + u"INC-%1"_s.arg(number)};
    for (const QString &key : keys)
        round->expect(
            m_parts.ledger.settings(key, [round, name, key](const base::Result<QHash<QString, QJsonValue>> &settings) {
                if (!settings)
                    round->failed(name, settings.error());
                else // a prefix: 12 finds 120 too
                    for (auto it = settings->cbegin(); it != settings->cend(); ++it)
                        if (it.key() == key || key.endsWith(u'/'))
                            round->bundle->settings.insert(it.key(), it.value());
                round->done();
            }));
    const base::TimeRange range{round->incident.openedNs - base::nsPerDay, m_clock.nowNs()};
    round->expect(m_parts.ledger.trail(range, mostRecords, [round, name](auto trail) {
        if (!trail)
            round->failed(name, trail.error());
        else
            for (auto it = trail->rbegin(); it != trail->rend(); ++it)
                if (isTold(it->note, round->incident))
                    round->bundle->trail.push_back(std::move(*it));
        round->done();
    }));
    store::NoteFilter filter;
    filter.range = range;
    round->expect(m_parts.ledger.notes(filter, [round, name](auto notes) {
        if (!notes)
            round->failed(name, notes.error());
        else
            for (auto &note : *notes)
                if (note.subjectId == round->incident.id() || round->around.contains(note.service))
                    round->bundle->notes.push_back(std::move(note));
        round->done();
    }));
    round->expect(m_parts.log.sightings(range, {}, [round, name](auto sightings) {
        QSet<std::pair<QString, qint64>> of;
        for (const auto &alert : round->incident.alerts)
            of.insert({alert.fingerprint, alert.startNs});
        if (!sightings)
            round->failed(name, sightings.error());
        else
            for (auto &one : *sightings)
                if (of.remove({one.alert.fingerprint, one.alert.startsNs ? one.alert.startsNs : one.firstSeenNs}))
                    round->bundle->firings.push_back(std::move(one));
        round->done();
    }));
}

// The rules of its alerts; what they measure is asked for afterwards.
void BundleTaker::askRules(const std::shared_ptr<Round> &round) const
{
    QSet<QString> names;
    for (const auto &alert : round->incident.alerts)
        names.insert(alert.name);
    auto open = std::make_shared<int>(1);
    const auto next = [this, round, open] {
        if (--*open == 0)
            askSeries(round);
        round->done();
    };
    for (auto *source : m_parts.sources.metrics) {
        ++*open;
        round->expect(source->rules([round, names, next](auto rules) {
            if (!rules)
                round->failed(say("Rules"), rules.error());
            else
                for (auto &rule : *rules)
                    if (rule.kind == signals::RuleKind::Alerting && names.contains(rule.name)) {
                        rule.alerts.clear();
                        round->bundle->rules.push_back(std::move(rule));
                    }
            next();
        }));
    }
    ++round->open;
    next();
}

} // namespace wf::engine
