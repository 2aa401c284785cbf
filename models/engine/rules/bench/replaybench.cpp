// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/replaybench.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// What a replay depends on.
QString identity(const signals::Rule &rule, const QString &source, int days)
{
    return QStringList{source,
                       QString::number(days),
                       rule.query,
                       QString::number(rule.forNs),
                       QString::number(rule.keepFiringForNs),
                       QString::number(rule.intervalNs),
                       rule.labels.without({"severity"}).toString()}
        .join(u'\n');
}

} // namespace

ReplayBench::ReplayBench(Replayer &replayer, const sources::SourceSet &sources, const base::Clock &clock,
                         QObject *parent)
    : QObject(parent), m_replayer(replayer), m_clock(clock), m_probe(sources, clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    m_soon.callOnTimeout(this, [this] {
        askProbe();
        askReplay();
        Q_EMIT changed();
    });
    connect(&m_probe, &RuleProbe::nowKnown, this, [this](const ProbeNow &now) {
        m_now = now;
        Q_EMIT changed();
    });
    connect(&m_probe, &RuleProbe::pastKnown, this, [this](const ProbePast &past) {
        m_past = past;
        Q_EMIT changed();
    });
    connect(&m_probe, &RuleProbe::failed, this, [this](const base::Error &error) {
        m_probeError = error;
        Q_EMIT changed();
    });
}

ReplayBench::~ReplayBench() = default;

void ReplayBench::look(const EditedRule &rule, const QString &source, const signals::Rule *today)
{
    m_rule = rule.rule();
    m_source = source;
    m_today = today && rule.isChanged() ? std::optional(*today) : std::nullopt;
    if (today && m_rule.intervalNs == 0)
        m_rule.intervalNs = today->intervalNs; // the server's own
    m_canAsk = rule.isReadable() && rule.problems(RuleField::Expr).empty() && rule.problems(RuleField::For).empty() &&
               rule.problems(RuleField::KeepFiringFor).empty();
    if (!m_canAsk) {
        m_soon.stop();
        m_request.cancel();
        m_probe.stop();
        m_asked.clear();
        m_askedProbe.clear();
        Q_EMIT changed();
        return;
    }
    if (identity(m_rule, m_source, m_days) == m_asked)
        return;
    m_request.cancel();
    m_soon.start();
    Q_EMIT changed();
}

void ReplayBench::setDays(int days)
{
    days = std::clamp(days, 1, 30);
    if (days == m_days)
        return;
    m_days = days;
    askAgain();
}

void ReplayBench::askAgain()
{
    m_asked.clear();
    m_askedToday.clear();
    m_askedProbe.clear();
    if (m_canAsk)
        m_soon.start();
    Q_EMIT changed();
}

void ReplayBench::stop()
{
    m_soon.stop();
    m_request.cancel();
    m_probe.stop();
    m_asked.clear();
    m_askedProbe.clear();
    Q_EMIT changed();
}

void ReplayBench::clear()
{
    m_canAsk = false;
    m_replay.reset();
    m_todays.reset();
    m_comparison.reset();
    m_now.reset();
    m_past.reset();
    m_replayError.reset();
    m_probeError.reset();
    m_askedToday.clear();
    stop();
}

void ReplayBench::askProbe()
{
    const QString wanted = QStringList{m_source, QString::number(m_days), m_rule.query}.join(u'\n');
    if (wanted == m_askedProbe)
        return;
    m_askedProbe = wanted;
    m_probeError.reset();
    const qint64 now = m_clock.nowNs();
    m_probe.ask({m_rule.query, m_source, {now - m_days * base::nsPerDay, now}, m_rule.intervalNs});
}

ReplayQuestion ReplayBench::questionOf(const signals::Rule &rule) const
{
    ReplayQuestion question;
    question.rule = {rule.name, rule.query, {rule.forNs, rule.keepFiringForNs}, rule.labels};
    question.source = m_source;
    question.days = m_days;
    question.intervalNs = rule.intervalNs;
    return question;
}

void ReplayBench::askReplay()
{
    m_request.cancel();
    m_replayError.reset();
    m_comparison.reset();
    m_asked = identity(m_rule, m_source, m_days);
    if (m_rule.kind != signals::RuleKind::Alerting) {
        m_replay.reset();
        return;
    }
    m_progress = 0;
    Replayer::Replies replies;
    replies.progress = [this](double share) { m_progress = share; };
    replies.done = [this](const base::Result<ReplayPtr> &answer) {
        m_request = {};
        if (answer) {
            m_replay = *answer;
            askToday();
        } else {
            m_replayError = answer.error();
        }
        Q_EMIT changed();
    };
    m_request = m_replayer.replay(questionOf(m_rule), std::move(replies));
}

// Only where it would differ, and once.
void ReplayBench::askToday()
{
    if (!m_today || identity(*m_today, m_source, m_days) == m_asked) {
        m_todays.reset();
        m_askedToday.clear();
        return;
    }
    const QString wanted = identity(*m_today, m_source, m_days);
    if (wanted == m_askedToday && m_todays)
        return compare();
    m_askedToday = wanted;
    Replayer::Replies replies;
    replies.done = [this](const base::Result<ReplayPtr> &answer) {
        m_request = {};
        if (answer) {
            m_todays = *answer;
            compare();
        }
        Q_EMIT changed();
    };
    m_request = m_replayer.replay(questionOf(*m_today), std::move(replies));
}

void ReplayBench::compare()
{
    if (m_replay && m_todays)
        m_comparison = compared(*m_todays, *m_replay);
}

} // namespace wf::engine
