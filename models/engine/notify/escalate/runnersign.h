// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/alerts/watch/alertwatch.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace wf::engine {

// Somebody's console, or the one without a window, that runs the escalations of what these alert sources tell.
struct EscalationRunner {
    QString who, host; // outside text
    qint64 sinceNs = 0;
    friend bool operator==(const EscalationRunner &, const EscalationRunner &) = default;
};
// "ines on desk-3 since 13:02"
[[nodiscard]] QString runnerWords(const EscalationRunner &runner, qint64 nowNs);

// Such a sign is no silence that people made: it holds no alert.
[[nodiscard]] bool isRunnerSign(const signals::Silence &silence);
[[nodiscard]] signals::Silence runnerSign(const EscalationRunner &runner, qint64 untilNs);
// Each once, by who and host; what was renewed for the last time before now counts no more.
[[nodiscard]] std::vector<EscalationRunner> runnersIn(const std::vector<signals::Silence> &silences, qint64 nowNs);

// Says on the alert servers that this console runs escalations, so that every console can say who does: a silence of an
// alert that there never is, renewed while it is so, and over soon after it is not. One for each server or cluster;
// where nothing may be written nothing is, and others are seen all the same. GUI thread.
class RunnerSign final : public QObject {
    Q_OBJECT
public:
    struct Us {
        QString who, host;
        bool mayWrite = true;
    };
    RunnerSign(const sources::SourceSet &sources, AlertWatch &alerts, const base::Clock &clock, Us us,
               QObject *parent = nullptr);
    ~RunnerSign() override;

    // From now on; without effect when nothing changes.
    void setRunning(bool isRunning);
    // Who else says so.
    [[nodiscard]] const std::vector<EscalationRunner> &others() const { return m_others; }
    // Every alert server was heard, so that nobody is missing among them. False where there is none.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }

    static constexpr qint64 lastsNs = 6 * base::nsPerMinute;
    static constexpr qint64 renewedNs = 2 * base::nsPerMinute; // before its end it is renewed so early, twice at least

Q_SIGNALS:
    void changed(); // others() or isWhole()

private:
    void look();
    void sign();
    void signAt(const QString &place, sources::AlertSource &source);
    [[nodiscard]] const signals::Silence *ownSign(const QString &place) const;
    [[nodiscard]] std::map<QString, sources::AlertSource *> places() const;

    const sources::SourceSet &m_sources;
    AlertWatch &m_alerts;
    const base::Clock &m_clock;
    Us m_us;
    bool m_isRunning = false;
    bool m_isWhole = false;
    qint64 m_sinceNs = 0;
    std::vector<EscalationRunner> m_others;
    std::map<QString, async::Request> m_writes; // by place: one at a time
    std::map<QString, qint64> m_askedNs;        // when it was last written there
    QTimer m_timer;
};

} // namespace wf::engine
