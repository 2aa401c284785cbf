// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/escalation/oncall.h"
#include "models/engine/notify/deliver/deliverydesk.h"
#include "models/store/ledger.h"

#include <QTimer>

#include <functional>
#include <map>

namespace wf::engine {

struct SelfTestReport {
    struct Line {
        QString channel, to; // `to`: of text messages the number
        bool isTaken = false;
        QString why; // it was not; outside text
        friend bool operator==(const Line &, const Line &) = default;
    };
    QString watch; // for which it was
    qint64 atNs = 0;
    std::vector<Line> lines;
    [[nodiscard]] int failed() const;
};

// The watch that lasts at a moment, by a name that no other watch has: a window of the settings, else what an operator
// is on call in; empty when neither says.
[[nodiscard]] QString watchAt(const wire::NotifySettings &settings,
                              const std::function<analysis::OnCallNow(const signals::OnCallRota &)> &onCall,
                              const QString &who, qint64 nowNs);

// Sends a test through each channel that is marked for it when a watch begins, and says which did not take it. Without
// named watches a start of the program begins one. A restart within a watch tests nothing again. GUI thread.
class SelfTest final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DeliveryDesk &desk;
        store::Ledger &ledger;
        std::function<const wire::NotifySettings &()> settings; // as they are now
        std::function<analysis::OnCallNow(const signals::OnCallRota &)> onCall;
    };
    SelfTest(Parts parts, const base::Clock &clock, QString environment, QString actor, QObject *parent = nullptr);
    ~SelfTest() override;

    // Reads which watch was tested and follows them from then on.
    void start();
    // Now, whatever was tested.
    void run();
    [[nodiscard]] bool isRunning() const { return !m_waiting.empty(); }
    [[nodiscard]] const std::optional<SelfTestReport> &last() const { return m_last; }

    static constexpr qint64 longestNs = base::nsPerMinute; // then a channel has not taken it

Q_SIGNALS:
    void ended();

private:
    void look();
    void send(const QString &watch);
    void follow();
    void finish();

    Parts m_parts;
    const base::Clock &m_clock;
    QString m_environment, m_actor;
    QString m_session; // the watch when nothing names one
    QString m_tested;  // the watch that was tested last
    bool m_isRead = false;
    SelfTestReport m_report;                  // of what runs
    std::map<QString, std::size_t> m_waiting; // by key of the order: its line
    std::optional<SelfTestReport> m_last;
    QTimer m_timer;
    std::vector<async::Request> m_requests;
};

} // namespace wf::engine
