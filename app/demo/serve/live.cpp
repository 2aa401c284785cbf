// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/live.h"

#include "app/demo/emit/exposition.h"
#include "app/demo/emit/json.h"
#include "app/demo/emit/otlp.h"

#include <QDateTime>
#include <QDir>
#include <QSaveFile>

#include <algorithm>

namespace wf::app::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr double day = 86400.0;

double wallNow()
{
    return static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3;
}

std::int64_t endOf(const Trace &trace)
{
    std::int64_t end = 0;
    for (const Span &span : trace.spans)
        end = std::max(end, span.endUs);
    return end;
}

} // namespace

Live::Live(ShopOptions options, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_wallStart(wallNow()),
      m_worldStart(m_wallStart + m_options.offset),
      m_world(m_options.seed, m_options.anchor, m_options.starts),
      m_tracer(m_world),
      m_server([this](const QByteArray &path, bool openMetrics) { return answer(path, openMetrics); }),
      m_tick(World::tickAt(m_worldStart))
{
    connect(&m_beat, &QTimer::timeout, this, &Live::beat);
}

double Live::worldNow() const
{
    return m_worldStart + (wallNow() - m_wallStart) * m_options.speed;
}

bool Live::start(QString *problem)
{
    if (!m_server.listen(m_options.host, m_options.port)) {
        *problem = tr("%1:%2 cannot be listened on: %3").arg(m_options.host).arg(m_options.port).arg(m_server.error());
        return false;
    }
    if (!m_options.loki.isEmpty())
        m_logs = std::make_unique<Pusher>(m_options.loki.resolved(QUrl(u"/loki/api/v1/push"_s)));
    if (!m_options.otlp.isEmpty())
        m_traces = std::make_unique<Pusher>(m_options.otlp.resolved(QUrl(u"/v1/traces"_s)));
    refreshTargets(m_worldStart);
    // All targets walk up to now together, so that every tick of the world is worked out once.
    double first = m_worldStart;
    for (const Target *target : m_alive)
        first = std::min(first, target->start());
    for (double t = onGrid(first); t < m_worldStart; t += tickSeconds)
        for (Target *target : m_alive)
            if (target->alive(t))
                target->advance(m_world, t);
    if (!writeTargets(problem))
        return false;
    m_beat.start(1000);
    return true;
}

void Live::refreshTargets(double t)
{
    if (t + 3600.0 > m_known) {
        std::vector<std::unique_ptr<Target>> more = targetsBetween(m_world, std::max(t, m_known), t + day);
        for (auto &target : more) {
            const bool known = std::any_of(m_targets.begin(), m_targets.end(), [&](const auto &old) {
                return old->name() == target->name() &&
                       (old->start() == target->start() || (old->alive(t) && target->alive(t)));
            });
            if (!known)
                m_targets.push_back(std::move(target));
        }
        m_known = t + day;
    }
    std::erase_if(m_targets, [t](const auto &target) { return target->end() <= t - 60.0; });
    m_alive.clear();
    m_changes = m_known - 3600.0;
    for (const auto &target : m_targets) {
        if (target->alive(t))
            m_alive.push_back(target.get());
        for (double at : {target->start(), target->end()})
            if (at > t)
                m_changes = std::min(m_changes, at);
    }
}

QByteArray Live::targetList() const
{
    std::string out = "[\n";
    for (const Target *target : m_alive) {
        out += (out.size() > 2 ? ",\n" : "") + std::string("{\"targets\":[") +
               jsonText(m_options.host.toStdString() + ':' + std::to_string(m_server.port())) +
               "],\"labels\":{\"__metrics_path__\":" + jsonText("/targets/" + target->name() + "/metrics");
        for (const auto &[name, value] : target->labels())
            out += ',' + jsonText(name) + ':' + jsonText(value);
        out += "}}";
    }
    return QByteArray::fromStdString(out + "\n]\n");
}

bool Live::writeTargets(QString *problem)
{
    if (m_options.targets.isEmpty())
        return true;
    const QString path = QDir(m_options.targets).filePath(u"halcyon.json"_s);
    QSaveFile file(path);
    const bool good = QDir().mkpath(m_options.targets) && file.open(QIODevice::WriteOnly) &&
                      file.write(targetList()) > 0 && file.commit();
    if (!good && problem)
        *problem = tr("%1 cannot be written: %2").arg(path, file.errorString());
    return good;
}

MetricsServer::Answer Live::answer(const QByteArray &path, bool openMetrics)
{
    const double t = worldNow();
    const Exposition format = openMetrics ? Exposition::OpenMetrics : Exposition::Text;
    const QByteArray type = openMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                        : "text/plain; version=0.0.4; charset=utf-8";
    if (path == "/targets")
        return {200, "application/json", targetList()};
    if (path == "/metrics") {
        std::vector<const Target *> targets;
        for (Target *target : m_alive) {
            target->advance(m_world, t);
            targets.push_back(target);
        }
        return {200, type, QByteArray::fromStdString(exposeAll(targets, t, format))};
    }
    constexpr qsizetype before = 9; // "/targets/"
    if (path.startsWith("/targets/") && path.endsWith("/metrics")) {
        const std::string name = path.mid(before, path.size() - before - 8).toStdString();
        for (Target *target : m_alive) {
            if (target->name() != name || !target->alive(t))
                continue;
            target->advance(m_world, t);
            return {200, type, QByteArray::fromStdString(expose(*target, m_tracer, t, format, wallNow() - t))};
        }
    }
    return path == "/-/ready" ? MetricsServer::Answer{200, "text/plain", "ready\n"}
                              : MetricsServer::Answer{404, "text/plain", "/targets, /targets/NAME/metrics, /metrics\n"};
}

void Live::beat()
{
    const double t = worldNow();
    if (t >= m_changes) {
        refreshTargets(t);
        (void)writeTargets(nullptr); // tried again at the next change; Prometheus keeps the old list
    }
    push(t);
}

void Live::push(double t)
{
    const std::int64_t now = World::tickAt(t);
    m_tick = std::max(m_tick, now - 240); // a machine that slept does not push an hour at once
    for (; m_tick <= now; ++m_tick) {
        const auto lines = linesOf(m_world, m_tracer, m_tick);
        m_pendingLines.insert(m_pendingLines.end(), lines.begin(), lines.end());
        const auto &page = m_tracer.page(m_tick).traces;
        m_pendingTraces.insert(m_pendingTraces.end(), page.begin(), page.end());
    }
    const auto limit = static_cast<std::int64_t>(t * 1e6);
    const auto shift = static_cast<std::int64_t>((wallNow() - t) * 1e6);
    const auto lineSplit = std::stable_partition(m_pendingLines.begin(), m_pendingLines.end(),
                                                 [limit](const ShopLine &l) { return l.atUs > limit; });
    std::vector<ShopLine> lines(lineSplit, m_pendingLines.end());
    m_pendingLines.erase(lineSplit, m_pendingLines.end());
    std::stable_sort(lines.begin(), lines.end(), [](const ShopLine &a, const ShopLine &b) { return a.atUs < b.atUs; });
    if (m_logs && !lines.empty())
        m_logs->post(QByteArray::fromStdString(lokiPush(lines, shift)));
    const auto traceSplit = std::stable_partition(m_pendingTraces.begin(), m_pendingTraces.end(),
                                                  [limit](const Trace &trace) { return endOf(trace) > limit; });
    std::vector<const Trace *> done;
    for (auto it = traceSplit; it != m_pendingTraces.end(); ++it)
        done.push_back(&*it);
    if (m_traces && !done.empty())
        m_traces->post(QByteArray::fromStdString(otlpTraces(done, shift)));
    m_pendingTraces.erase(traceSplit, m_pendingTraces.end());
}

} // namespace wf::app::demo
