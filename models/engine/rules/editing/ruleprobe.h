// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/ruleexpression.h"
#include "models/engine/rules/editing/readsas.h"
#include "models/sources/ports.h"

#include <QObject>

#include <optional>

namespace wf::engine {

struct ProbeQuestion {
    QString expr;
    QString source;        // id of a source of metrics or logs; empty: the first source of metrics
    base::TimeRange range; // of what is drawn
    qint64 intervalNs = 0; // how often the rule is evaluated; 0: once a minute
};

// What an expression gives now: its measured side, without the threshold.
struct ProbeNow {
    int series = 0;
    qint64 tookNs = 0;
    std::optional<RuleSample> sample; // the one that comes nearest to firing
};
// What it measured in the past, as finely as so many series allow.
struct ProbePast {
    std::vector<signals::Series> series; // at most mostDrawn, those that came nearest to firing first
    int seriesInAll = 0;
    RuleExpression rule;
    base::TimeRange range;
    qint64 stepNs = 0;
    base::Completeness completeness;
};

// Asks the source of a rule for what its expression measures: first now, then in the past. The next question outdates
// the one before. GUI thread.
class RuleProbe final : public QObject {
    Q_OBJECT
public:
    RuleProbe(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent = nullptr);
    ~RuleProbe() override;

    void ask(const ProbeQuestion &question);
    void stop();
    [[nodiscard]] bool isAsking() const { return m_isAsking; }

    static constexpr std::size_t mostDrawn = 24;
    static constexpr qint64 mostSamples = 150'000; // of all series of the past together
    static constexpr qint64 mostSteps = 6'000;     // of one series

Q_SIGNALS:
    void nowKnown(const wf::engine::ProbeNow &now);
    void pastKnown(const wf::engine::ProbePast &past);
    void failed(const wf::base::Error &error);

private:
    void askPast(int series);
    void tookNow(const signals::QueryAnswer &answer);
    void tookPast(const signals::QueryAnswer &answer, qint64 stepNs);

    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    ProbeQuestion m_question;
    RuleExpression m_rule;
    qint64 m_beganNs = 0;
    bool m_isAsking = false;
    async::Request m_request;
};

// How far apart samples lie when so many series are drawn over the range. Pure.
[[nodiscard]] qint64 probeStep(base::TimeRange range, qint64 intervalNs, int series);
// Series that came nearest to firing first, `most` of them. Pure.
void keepNearest(std::vector<signals::Series> &series, const RuleExpression &rule, std::size_t most);

} // namespace wf::engine
