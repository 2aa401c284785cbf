// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/noise/noisewatch.h"

#include "models/base/timetext.h"
#include "models/store/ledger.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::NoiseReason;

namespace {

const QString root = u"noise/window/"_s;
constexpr std::size_t mostWrites = 64;

QString nameOf(const WatchedAlert &alert)
{
    return alert.service.isEmpty() ? alert.alert.name() : QString(alert.alert.name() + u" on "_s + alert.service);
}

QString wordsOf(const analysis::Noise &noise, const WatchedAlert *instead)
{
    switch (noise.reason) {
    case NoiseReason::None:
        return {};
    case NoiseReason::Maintenance:
        return u"maintenance %1 until %2 UTC"_s.arg(noise.window, base::hourMinute(noise.untilNs));
    case NoiseReason::Twin:
        return u"told by another server of the pair too"_s;
    case NoiseReason::Dependency:
        return u"effect of %1"_s.arg(instead ? nameOf(*instead) : QString());
    case NoiseReason::Flapping:
        return u"it flaps: it begins again and again"_s;
    }
    return {};
}

// What fires, as the filter reads it: by the service that was resolved, which its labels may name otherwise.
std::shared_ptr<const NoiseSnapshot> judged(analysis::NoiseFilter &filter, const AlertSnapshot &alerts, qint64 nowNs)
{
    std::vector<analysis::NoiseAlert> firing;
    std::vector<const WatchedAlert *> watched;
    firing.reserve(alerts.alerts.size());
    watched.reserve(alerts.alerts.size());
    for (const auto &one : alerts.alerts) {
        if (one.handling == Handling::Pending)
            continue;
        const auto named = one.alert.labels.value("service");
        const QUtf8StringView service(named.data(), static_cast<qsizetype>(named.size()));
        const bool isSame = one.service.isEmpty() || QAnyStringView(service) == QAnyStringView(one.service);
        firing.push_back({isSame ? one.alert.labels : one.alert.labels.with("service", one.service.toStdString()),
                          one.alert.startsNs});
        watched.push_back(&one);
    }
    auto out = std::make_shared<NoiseSnapshot>();
    out->asOfNs = nowNs;
    const auto noise = filter.judge(firing, nowNs);
    for (std::size_t i = 0; i < noise.size(); ++i) {
        if (noise[i].reason == NoiseReason::None)
            continue;
        const auto *instead = noise[i].instead < 0 ? nullptr : watched[static_cast<std::size_t>(noise[i].instead)];
        out->quiet.insert(watched[i]->key, {noise[i].reason, wordsOf(noise[i], instead), instead ? instead->key : 0});
    }
    return out;
}

} // namespace

NoiseWatch::NoiseWatch(const Parts &parts, const base::Clock &clock, const async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_clock(clock),
      m_pools(pools),
      m_snapshot(std::make_shared<const NoiseSnapshot>())
{
    rebuild();
    connect(&m_parts.alerts, &AlertWatch::changed, this, &NoiseWatch::follow);
    connect(&m_parts.services, &ServiceCatalog::changed, this, [this] {
        if (m_parts.services.snapshot()->calls.size() != (m_services ? m_services->calls.size() : 0))
            rebuild();
    });
}

NoiseWatch::~NoiseWatch() = default;

const QuietAlert *NoiseWatch::find(quint64 key) const
{
    const auto found = m_snapshot->quiet.constFind(key);
    return found == m_snapshot->quiet.cend() ? nullptr : &*found;
}

void NoiseWatch::start()
{
    m_reading = m_parts.ledger.settings(root, [this](const base::Result<QHash<QString, QJsonValue>> &settings) {
        if (settings)
            for (const auto &value : *settings)
                if (const auto wish = maintenanceFrom(value.toObject());
                    makeWindow(wish) && m_windows.size() < mostWindows)
                    m_windows.push_back(wish);
        std::ranges::sort(m_windows, {}, &MaintenanceWish::name);
        m_isReady = true;
        rebuild();
    });
}

// A filter that knows the windows and calls of now; what flaps is found out anew, which takes as long as it takes.
void NoiseWatch::rebuild()
{
    if (m_isBusy) {
        m_isOld = true;
        return;
    }
    analysis::NoiseSettings settings;
    for (const auto &wish : m_windows)
        if (auto window = makeWindow(wish))
            settings.maintenance.push_back(std::move(*window));
    m_services = m_parts.services.snapshot();
    for (const auto &call : m_services->calls)
        settings.calls[call.caller] << call.callee;
    m_filter = std::make_shared<analysis::NoiseFilter>(std::move(settings));
    follow();
}

void NoiseWatch::follow()
{
    if (!m_isReady)
        return;
    if (m_isBusy) {
        m_isStale = true;
        return;
    }
    m_isBusy = true;
    m_jobs.run(
        m_pools.analysis(),
        [filter = m_filter, alerts = m_parts.alerts.snapshot(), now = m_clock.nowNs()](std::stop_token) {
            return judged(*filter, *alerts, now);
        },
        [this](const NoisePtr &next) {
            m_isBusy = false;
            const bool isSame = next->quiet == m_snapshot->quiet;
            m_snapshot = next;
            if (std::exchange(m_isOld, false)) {
                m_isStale = false;
                rebuild();
            } else if (std::exchange(m_isStale, false)) {
                follow();
            }
            if (!isSame)
                Q_EMIT changed();
        });
}

void NoiseWatch::put(const MaintenanceWish &window, const QString &actor, Reply reply)
{
    if (const auto made = makeWindow(window); !made) {
        reply(made.error());
        return;
    }
    const bool isNew = std::ranges::find(m_windows, window.name, &MaintenanceWish::name) == m_windows.end();
    if (isNew && m_windows.size() >= mostWindows) {
        reply(base::makeError(base::ErrorKind::Invalid,
                              tr("There are %1 maintenance windows: remove one first.").arg(m_windows.size())));
        return;
    }
    std::erase_if(m_windows, [&window](const auto &one) { return one.name == window.name; });
    m_windows.push_back(window);
    std::ranges::sort(m_windows, {}, &MaintenanceWish::name);
    write(window.name, toJson(window), actor, u"maintenance.put"_s, std::move(reply));
}

void NoiseWatch::remove(const QString &name, const QString &actor, Reply reply)
{
    if (std::erase_if(m_windows, [&name](const auto &one) { return one.name == name; }) == 0) {
        reply(base::makeError(base::ErrorKind::NotFound, tr("There is no maintenance window %1.").arg(name)));
        return;
    }
    write(name, QJsonValue(), actor, u"maintenance.remove"_s, std::move(reply));
}

void NoiseWatch::write(const QString &name, const QJsonValue &value, const QString &actor, const QString &action,
                       Reply reply)
{
    rebuild();
    if (m_writes.size() > mostWrites) // long written
        m_writes.erase(m_writes.begin(), m_writes.begin() + static_cast<std::ptrdiff_t>(mostWrites / 2));
    m_writes.push_back(m_parts.ledger.record({actor, action, name, value.toObject()}, [](const auto &) {}));
    m_writes.push_back(m_parts.ledger.setSetting(root + name, value, std::move(reply)));
}

} // namespace wf::engine
