// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/station/past.h"
#include "app/demo/station/rehearse.h"
#include "models/base/clock.h"
#include "models/station/stores/stationstores.h"

#include <QObject>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace wf::app::demo {

struct FeedOptions {
    std::uint64_t seed = 42;
    double anchor = 0.0;         // when the payment rollout finishes, seconds since 1970
    double days = 7.0;           // of samples, lines and traces
    double fullEventHours = 3.0; // before them lines and traces are thinned
    station::RuleSettings rules; // rehearsed over what went wrong in the past
    QString ruleStateFile;       // empty: nothing is rehearsed
};

// The Halcyon shop, fed straight into a station: first its past, then what happens while the clock runs. Two threads
// of its own, one for samples, one for log lines and traces. Made and destroyed on the GUI thread.
class ShopFeed final : public QObject {
    Q_OBJECT
public:
    // The clock is the shop's: `now` is where the past ends, and the shop keeps up with it at whatever speed it runs.
    ShopFeed(FeedOptions options, const base::Clock &clock, std::shared_ptr<station::StationStores> stores,
             std::shared_ptr<station::Intake> intake, QObject *parent = nullptr);
    ~ShopFeed() override;

    void start();
    [[nodiscard]] const FeedProgress &progress() const { return m_progress; }
    [[nodiscard]] const PastOptions &past() const { return m_past; }
    [[nodiscard]] bool isPastWritten() const { return m_isPastWritten; }
    // Alerts of the past that are over, once it is written.
    [[nodiscard]] const std::vector<signals::Alert> &pastAlerts() const { return m_pastAlerts; }

Q_SIGNALS:
    void pastWritten();
    void failed(const wf::base::Error &error); // the feed has ended

private:
    void feedSamples(std::stop_token stop);
    [[nodiscard]] base::Status rehearseRules(const World &world, store::SeriesStore &series, std::stop_token stop);
    void feedEvents(std::stop_token stop);
    [[nodiscard]] base::Status settleEvents(); // lines and traces out of memory, into blocks
    // Until the shop's clock has reached t, or stop.
    void waitFor(double t, std::stop_token stop);
    void onePartDone();
    void fail(const base::Error &error);
    [[nodiscard]] double now() const;

    FeedOptions m_options;
    const base::Clock &m_clock;
    std::shared_ptr<station::StationStores> m_stores;
    std::shared_ptr<station::Intake> m_intake;
    PastOptions m_past;
    FeedProgress m_progress;
    std::vector<signals::Alert> m_pastAlerts; // of the sample thread until the past is written
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::atomic<int> m_partsDone = 0;
    bool m_isPastWritten = false;
    std::jthread m_sampleThread, m_eventThread; // last: they use the rest
};

} // namespace wf::app::demo
