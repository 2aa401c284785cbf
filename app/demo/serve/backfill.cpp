// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/backfill.h"

#include "app/demo/emit/otlp.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace wf::app::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr double closeEnough = 20.0;  // seconds history may end before now
constexpr double usualSpan = 86400.0; // older than this, oldStep is enough
constexpr int patience = 8;           // failures in a row, about a minute
constexpr std::int64_t ticksPerBody = 4;

double wallNow()
{
    return static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3;
}

void say(const QString &text)
{
    QTextStream(stdout) << text << Qt::endl;
}

} // namespace

Backfill::Backfill(ShopOptions options, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_world(m_options.seed, m_options.anchor, m_options.starts),
      m_tracer(m_world),
      m_next(m_options.from)
{
    connect(&m_promtool, &QProcess::finished, this, [this](int code, QProcess::ExitStatus) { blockMade(code); });
    connect(&m_promtool, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("promtool could not be started: %1").arg(m_promtool.errorString()));
    });
}

double Backfill::end() const
{
    return m_options.until.value_or(wallNow() + m_options.offset);
}

// The end of what the present stage writes.
double Backfill::limit() const
{
    return m_stage == Stage::Recent ? end() : m_fineFrom;
}

void Backfill::fail(const QString &message)
{
    if (m_stage == Stage::Done)
        return;
    m_stage = Stage::Done;
    QTextStream(stderr) << message << Qt::endl;
    Q_EMIT finished(1);
}

void Backfill::start()
{
    m_watch.start();
    if (m_options.openMetrics.isEmpty() && m_options.blocks.isEmpty())
        return startPush();
    if (!m_options.blocks.isEmpty() && QStandardPaths::findExecutable(m_options.promtool).isEmpty())
        return fail(tr("%1 was not found. It comes with Prometheus; without it, write files with --openmetrics.")
                        .arg(m_options.promtool));
    if (m_options.openMetrics.isEmpty())
        m_options.openMetrics = m_options.blocks;
    for (const QString &folder : {m_options.openMetrics, m_options.blocks})
        if (!folder.isEmpty() && !QDir().mkpath(folder))
            return fail(tr("The folder %1 cannot be made.").arg(folder));
    m_fineFrom = std::max(m_options.from, std::floor((end() - m_options.recent) / 60.0) * 60.0);
    m_usualFrom = end() - usualSpan;
    startStage(Stage::Recent, m_fineFrom);
}

void Backfill::startStage(Stage stage, double from)
{
    m_stage = stage;
    m_next = from;
    m_chunksDone = false;
    m_history = std::make_unique<History>(m_world, from, limit() + 3600.0);
    nextChunk();
}

void Backfill::endStage()
{
    const bool older = m_stage == Stage::Push && !m_options.openMetrics.isEmpty() && m_options.from < m_fineFrom;
    if (m_stage == Stage::Recent)
        return startPush();
    if (older)
        return startStage(Stage::Older, m_options.from);
    m_stage = Stage::Done;
    if (m_samples > 0)
        say(tr("%1 samples in %2 s").arg(m_samples).arg(static_cast<double>(m_watch.elapsed()) / 1e3, 0, 'f', 1));
    Q_EMIT finished(0);
}

void Backfill::nextChunk()
{
    if (m_stage == Stage::Done)
        return;
    const bool fine = m_stage == Stage::Recent;
    const double step = fine ? m_options.recentStep : m_next >= m_usualFrom ? m_options.step : m_options.oldStep;
    const double span = fine ? std::min(m_options.chunk, 2.0 * 3600.0) : m_options.chunk;
    const double to = std::min(limit(), (std::floor(m_next / span) + 1.0) * span);
    const QString file = QDir(m_options.openMetrics).filePath(u"halcyon-%1.om"_s.arg(static_cast<qint64>(m_next)));
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return fail(tr("%1 cannot be written: %2").arg(file, out.errorString()));
    bool good = true;
    const std::uint64_t samples = m_history->chunk(m_next, to, step, [&](std::string_view text) {
        const auto size = static_cast<qint64>(text.size());
        good = good && out.write(text.data(), size) == size;
    });
    out.close();
    if (!good || out.error() != QFileDevice::NoError)
        return fail(tr("%1 cannot be written: %2").arg(file, out.errorString()));
    m_samples += samples;
    say(tr("%1: %2 samples, %3 s so far")
            .arg(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(m_next), Qt::UTC).toString(Qt::ISODate))
            .arg(samples)
            .arg(static_cast<double>(m_watch.elapsed()) / 1e3, 0, 'f', 1));
    m_next = to;
    m_chunksDone = to >= limit() - (fine && !m_options.until ? closeEnough : 0.001);
    chunkWritten(samples > 0 ? file : QString());
}

void Backfill::chunkWritten(const QString &file)
{
    if (!file.isEmpty() && !m_options.blocks.isEmpty()) {
        m_ready = file;
        if (m_inPromtool.isEmpty())
            makeBlock(std::exchange(m_ready, {}));
        return;
    }
    if (!m_chunksDone)
        QTimer::singleShot(0, this, &Backfill::nextChunk);
    else if (m_inPromtool.isEmpty()) // otherwise its end ends the stage
        QTimer::singleShot(0, this, &Backfill::endStage);
}

void Backfill::makeBlock(QString file)
{
    m_inPromtool = std::move(file);
    m_promtool.setStandardOutputFile(QProcess::nullDevice());
    m_promtool.start(m_options.promtool, {u"tsdb"_s, u"create-blocks-from"_s,
                                          u"--max-block-duration=%1s"_s.arg(static_cast<qint64>(m_options.chunk)),
                                          u"openmetrics"_s, m_inPromtool, m_options.blocks});
    if (!m_chunksDone) // the next chunk is written while promtool reads this one
        QTimer::singleShot(0, this, &Backfill::nextChunk);
}

void Backfill::blockMade(int code)
{
    if (code != 0)
        return fail(tr("promtool refused %1: %2")
                        .arg(m_inPromtool, QString::fromUtf8(m_promtool.readAllStandardError().left(500))));
    QFile::remove(m_inPromtool);
    m_inPromtool.clear();
    if (!m_ready.isEmpty())
        return makeBlock(std::exchange(m_ready, {}));
    if (m_chunksDone)
        endStage();
}

void Backfill::startPush()
{
    m_stage = Stage::Push;
    if (!m_options.loki.isEmpty())
        m_logs = std::make_unique<Pusher>(m_options.loki.resolved(QUrl(u"/loki/api/v1/push"_s)));
    if (!m_options.otlp.isEmpty())
        m_traces = std::make_unique<Pusher>(m_options.otlp.resolved(QUrl(u"/v1/traces"_s)));
    m_lastTick = World::tickAt(end());
    m_tick = World::tickAt(std::max(m_options.from, end() - m_options.pushed));
    for (Pusher *pusher : {m_logs.get(), m_traces.get()})
        if (pusher) {
            connect(pusher, &Pusher::moved, this, &Backfill::pushSome);
            connect(pusher, &Pusher::stuck, this, [this, pusher](int failures) {
                if (failures >= patience)
                    fail(tr("%1 does not take logs or traces: %2").arg(pusher->url().toString(), pusher->lastError()));
            });
        }
    pushSome();
}

void Backfill::pushSome()
{
    const qsizetype waiting = std::max(m_logs ? m_logs->waiting() : 0, m_traces ? m_traces->waiting() : 0);
    if (waiting > 3 || m_stage != Stage::Push)
        return;
    if (m_tick < m_lastTick && (m_logs || m_traces)) {
        std::vector<ShopLine> lines;
        std::vector<Trace> traces;
        for (std::int64_t n = 0; n < ticksPerBody && m_tick < m_lastTick; ++n, ++m_tick) {
            const auto more = linesOf(m_world, m_tracer, m_tick);
            lines.insert(lines.end(), more.begin(), more.end());
            const auto &page = m_tracer.page(m_tick).traces;
            traces.insert(traces.end(), page.begin(), page.end());
        }
        std::stable_sort(lines.begin(), lines.end(),
                         [](const ShopLine &a, const ShopLine &b) { return a.atUs < b.atUs; });
        std::vector<const Trace *> list;
        for (const Trace &trace : traces)
            list.push_back(&trace);
        if (m_logs && !lines.empty())
            m_logs->post(QByteArray::fromStdString(lokiPush(lines)));
        if (m_traces && !list.empty())
            m_traces->post(QByteArray::fromStdString(otlpTraces(list)));
        return;
    }
    if (waiting > 0)
        return;
    for (const Pusher *pusher : {m_logs.get(), m_traces.get()})
        if (pusher)
            say(tr("%1 bodies accepted, %2 refused %3")
                    .arg(pusher->accepted())
                    .arg(pusher->dropped())
                    .arg(pusher->lastError()));
    endStage();
}

} // namespace wf::app::demo
