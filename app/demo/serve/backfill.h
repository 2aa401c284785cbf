// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/loglines.h"
#include "app/demo/serve/history.h"
#include "app/demo/serve/pusher.h"
#include "app/demo/serve/shopoptions.h"

#include <QElapsedTimer>
#include <QProcess>

#include <memory>

namespace wf::app::demo {

// Writes the past: the last hours as OpenMetrics files chunk by chunk (made into blocks by promtool on the way when
// asked), then logs and traces with old timestamps, then the older samples. Emits finished with the exit code.
class Backfill final : public QObject {
    Q_OBJECT
public:
    explicit Backfill(ShopOptions options, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(int code);

private:
    enum class Stage : std::uint8_t { Recent, Push, Older, Done }; // what people look at first comes first
    void startStage(Stage stage, double from);
    void endStage();
    void nextChunk();
    void chunkWritten(const QString &file); // empty: nothing to read
    void makeBlock(QString file);
    void blockMade(int code);
    void startPush();
    void pushSome();
    [[nodiscard]] double end() const;
    [[nodiscard]] double limit() const;
    void fail(const QString &message);

    ShopOptions m_options;
    World m_world;
    Tracer m_tracer;
    std::unique_ptr<History> m_history;
    std::unique_ptr<Pusher> m_logs;
    std::unique_ptr<Pusher> m_traces;
    QProcess m_promtool;
    QString m_inPromtool; // the file it reads
    QString m_ready;      // the next file for it
    double m_next = 0.0;
    double m_fineFrom = 0.0;
    double m_usualFrom = 0.0;
    std::int64_t m_tick = 0;
    std::int64_t m_lastTick = 0;
    bool m_chunksDone = false;
    Stage m_stage = Stage::Recent;
    std::uint64_t m_samples = 0;
    QElapsedTimer m_watch;
};

} // namespace wf::app::demo
