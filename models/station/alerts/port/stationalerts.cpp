// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/port/stationalerts.h"

#include <QTimer>
#include <QUuid>

namespace wf::station {

StationAlerts::StationAlerts(const PortContext &context, std::unique_ptr<SilenceStore> store,
                             std::vector<InhibitRule> rules, QObject *parent)
    : StationPort(context, QStringLiteral("alerts"), signals::SourceKind::Alerts, parent),
      m_store(std::move(store)),
      m_rules(std::make_shared<const std::vector<InhibitRule>>(std::move(rules))),
      m_startedNs(context.clock.nowNs()),
      m_tidying(new QTimer(this)),
      m_retrying(new QTimer(this))
{
    port().setLimits({tr("It notifies nobody: alerts are shown here only. Configure an Alertmanager to route them.")});
    connect(m_tidying, &QTimer::timeout, this, &StationAlerts::tidy);
    m_tidying->start(std::chrono::minutes(15));
    m_retrying->setSingleShot(true);
    connect(m_retrying, &QTimer::timeout, this, &StationAlerts::load);
    load();
}

void StationAlerts::load()
{
    m_loading = m_store->load([this](base::Result<std::vector<KeptSilence>> kept) { loaded(std::move(kept)); });
}

void StationAlerts::loaded(base::Result<std::vector<KeptSilence>> kept)
{
    if (kept) {
        m_silences.adopt(std::move(*kept));
        m_isLoaded = true;
        m_loadError.reset();
        tidy();
    } else {
        m_loadError = kept.error();
        m_retrying->start(std::chrono::seconds(5));
    }
    for (const auto &waiting : std::exchange(m_waiting, {}))
        waiting();
    work();
}

int StationAlerts::take(const std::vector<PostedAlert> &alerts)
{
    const qint64 now = clock().nowNs();
    port().noteDatum(now);
    return static_cast<int>(alerts.size()) - m_alerts.take(alerts, now);
}

void StationAlerts::setInhibitRules(std::vector<InhibitRule> rules)
{
    m_rules = std::make_shared<const std::vector<InhibitRule>>(std::move(rules));
}

std::vector<signals::Silence> StationAlerts::listed() const
{
    auto list = m_silences.list(clock().nowNs());
    for (auto &silence : list)
        silence.source = state().id;
    return list;
}

template<class T>
async::Request StationAlerts::whenLoaded(std::function<async::Request(sources::Reply<T>)> question,
                                         sources::Reply<T> reply)
{
    const auto now = [this, question = std::move(question)](sources::Reply<T> then) {
        if (!m_loadError)
            return question(std::move(then));
        return ask<T>([error = *m_loadError](std::stop_token) { return base::Result<T>(error); }, std::move(then));
    };
    if (m_isLoaded || m_loadError)
        return now(std::move(reply));
    auto running = std::make_shared<async::Request>();
    m_waiting.push_back([running = std::weak_ptr(running), now, reply = std::move(reply)]() mutable {
        if (const auto held = running.lock())
            *held = now(std::move(reply));
    });
    return async::Request([running]() mutable { running.reset(); });
}

async::Request StationAlerts::alerts(sources::Reply<signals::AlertAnswer> reply)
{
    const auto question = [this](sources::Reply<signals::AlertAnswer> then) {
        const qint64 now = clock().nowNs();
        return ask<signals::AlertAnswer>(
            [now, snapshot = m_alerts.snapshot(), silences = listed(), rules = m_rules,
             id = state().id](std::stop_token stop) -> base::Result<signals::AlertAnswer> {
                signals::AlertAnswer answer;
                answer.alerts = presentAlerts(snapshot, now);
                for (auto &alert : answer.alerts)
                    alert.source = id;
                judgeAlerts(answer.alerts, silences, *rules, stop);
                answer.completeness.asOfNs = now;
                return answer;
            },
            std::move(then));
    };
    return whenLoaded<signals::AlertAnswer>(question, std::move(reply));
}

async::Request StationAlerts::silences(sources::Reply<std::vector<signals::Silence>> reply)
{
    const auto question = [this](sources::Reply<std::vector<signals::Silence>> then) {
        return ask<std::vector<signals::Silence>>(
            [list = listed()](std::stop_token) { return base::Result<std::vector<signals::Silence>>(list); },
            std::move(then));
    };
    return whenLoaded<std::vector<signals::Silence>>(question, std::move(reply));
}

async::Request StationAlerts::status(sources::Reply<signals::AlertmanagerStatus> reply)
{
    signals::AlertmanagerStatus status;
    status.version = state().capability.version;
    status.clusterStatus = QStringLiteral("disabled");
    status.startedNs = m_startedNs;
    return ask<signals::AlertmanagerStatus>(
        [status](std::stop_token) { return base::Result<signals::AlertmanagerStatus>(status); }, std::move(reply));
}

async::Request StationAlerts::putSilence(const signals::Silence &silence, sources::Reply<QString> reply)
{
    const QString fresh = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return enqueue({[this, silence, fresh](qint64 now) { return m_silences.put(silence, now, fresh); },
                    [reply = std::move(reply)](base::Result<QString> id) { reply(std::move(id)); },
                    {}});
}

async::Request StationAlerts::expireSilence(const QString &id, sources::Reply<base::Done> reply)
{
    return enqueue({[this, id](qint64 now) -> base::Result<SilenceChange> {
                        auto change = m_silences.expire(id, now);
                        if (!change && change.error().kind == base::ErrorKind::NotFound)
                            return SilenceChange{id, {}}; // gone already is what was wanted
                        return change;
                    },
                    [reply = std::move(reply)](const base::Result<QString> &ended) {
                        if (ended)
                            reply(base::Done{});
                        else
                            reply(ended.error());
                    },
                    {}});
}

async::Request StationAlerts::enqueue(Operation operation)
{
    port().asked();
    const auto wanted = operation.wanted = std::make_shared<bool>(true);
    m_operations.push_back(std::move(operation));
    // Never from inside the call.
    QTimer::singleShot(0, this, &StationAlerts::work);
    return async::Request([wanted] { *wanted = false; });
}

void StationAlerts::work()
{
    if (m_isWriting || m_operations.empty() || (!m_isLoaded && !m_loadError))
        return;
    m_isWriting = true;
    const auto operation = std::make_shared<Operation>(std::move(m_operations.front()));
    m_operations.pop_front();
    auto change = m_loadError ? base::Result<SilenceChange>(*m_loadError) : operation->plan(clock().nowNs());
    if (!change) {
        finish(*operation, change.error());
        return;
    }
    write(operation, std::make_shared<SilenceChange>(std::move(*change)), 0);
}

void StationAlerts::write(const std::shared_ptr<Operation> &operation, const std::shared_ptr<SilenceChange> &change,
                          std::size_t index)
{
    if (index == change->written.size()) {
        m_silences.apply(*change);
        finish(*operation, change->id);
        return;
    }
    m_writing = m_store->save(change->written[index], [=, this](const base::Result<base::Done> &saved) {
        // Once the first is written the rest follows from it: `replaces` is applied at the next start.
        if (saved || index > 0)
            write(operation, change, index + 1);
        else
            finish(*operation, saved.error());
    });
}

void StationAlerts::finish(const Operation &operation, const base::Result<QString> &result)
{
    m_isWriting = false;
    if (result)
        port().answered(0);
    else
        port().failed(result.error(), 0);
    Q_EMIT stateChanged();
    if (*operation.wanted)
        operation.reply(result);
    QTimer::singleShot(0, this, &StationAlerts::work);
}

void StationAlerts::tidy()
{
    const qint64 now = clock().nowNs();
    m_alerts.collect(now);
    if (m_isLoaded && !m_isWriting)
        for (const QString &id : m_silences.collect(now))
            m_store->remove(id);
}

} // namespace wf::station
