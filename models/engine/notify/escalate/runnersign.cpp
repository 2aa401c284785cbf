// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/runnersign.h"

#include "models/base/timetext.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Silence;

namespace {

constexpr int everyMs = 20'000;
constexpr qint64 againNs = 30 * base::nsPerSecond; // what was just written may not be listed yet
const QString signLabel = u"watchfloor_escalations"_s;
const QString hostLabel = u"watchfloor_host"_s;
const QString sinceMark = u" since "_s;

signals::Matcher equals(const QString &name, const QString &value)
{
    signals::Matcher out;
    out.name = name;
    out.value = value;
    return out;
}

QString valueOf(const Silence &silence, const QString &name)
{
    const auto one = std::ranges::find(silence.matchers, name, &signals::Matcher::name);
    return one == silence.matchers.end() ? QString() : one->value;
}

bool isOver(const Silence &silence)
{
    return silence.state == signals::SilenceState::Expired;
}

} // namespace

QString runnerWords(const EscalationRunner &runner, qint64 nowNs)
{
    QString out = runner.host.isEmpty() ? runner.who : u"%1 on %2"_s.arg(runner.who, runner.host);
    if (runner.sinceNs > 0)
        out += sinceMark + base::dayAndTime(runner.sinceNs, nowNs);
    return out;
}

bool isRunnerSign(const Silence &silence)
{
    return !valueOf(silence, signLabel).isEmpty();
}

Silence runnerSign(const EscalationRunner &runner, qint64 untilNs)
{
    Silence out;
    out.matchers = {equals(signLabel, u"run"_s), equals(hostLabel, runner.host)};
    out.startsNs = runner.sinceNs;
    out.endsNs = untilNs;
    out.createdBy = runner.who;
    out.comment = u"Watchfloor: %1 on %2 runs escalations"_s.arg(runner.who, runner.host) + sinceMark +
                  base::isoTime(runner.sinceNs);
    return out;
}

std::vector<EscalationRunner> runnersIn(const std::vector<Silence> &silences, qint64 nowNs)
{
    std::vector<EscalationRunner> out;
    for (const auto &silence : silences) {
        if (isOver(silence) || silence.endsNs <= nowNs || !isRunnerSign(silence))
            continue;
        EscalationRunner one{silence.createdBy, valueOf(silence, hostLabel), silence.startsNs};
        if (const auto at = silence.comment.lastIndexOf(sinceMark); at >= 0)
            if (const qint64 since = base::parseIsoTime(silence.comment.mid(at + sinceMark.size())); since > 0)
                one.sinceNs = since; // the silence may have been renewed under another id
        const auto known = std::ranges::find_if(
            out, [&one](const auto &other) { return other.who == one.who && other.host == one.host; });
        if (known == out.end())
            out.push_back(one);
        else
            known->sinceNs = std::min(known->sinceNs, one.sinceNs);
    }
    return out;
}

RunnerSign::RunnerSign(const sources::SourceSet &sources, AlertWatch &alerts, const base::Clock &clock, Us us,
                       QObject *parent)
    : QObject(parent), m_sources(sources), m_alerts(alerts), m_clock(clock), m_us(std::move(us))
{
    connect(&m_alerts, &AlertWatch::changed, this, &RunnerSign::look);
    m_timer.callOnTimeout(this, &RunnerSign::sign);
    m_timer.setInterval(everyMs);
    look();
}

RunnerSign::~RunnerSign() = default;

void RunnerSign::setRunning(bool isRunning)
{
    if (isRunning == m_isRunning)
        return;
    m_isRunning = isRunning;
    m_sinceNs = isRunning ? m_clock.nowNs() : 0;
    m_askedNs.clear();
    if (isRunning)
        m_timer.start();
    else
        m_timer.stop();
    sign();
}

// One server of each cluster that answers.
std::map<QString, sources::AlertSource *> RunnerSign::places() const
{
    std::map<QString, sources::AlertSource *> out;
    for (const auto &view : m_alerts.snapshot()->sources) {
        const auto source = std::ranges::find(m_sources.alerts, view.id, [](const auto *s) { return s->state().id; });
        if (view.alertSource && view.lastGoodNs > 0 && !view.error && source != m_sources.alerts.end())
            out.emplace(view.cluster.isEmpty() ? view.id : view.cluster, *source);
    }
    return out;
}

// The one that ends last.
const Silence *RunnerSign::ownSign(const QString &place) const
{
    const auto snapshot = m_alerts.snapshot();
    const Silence *out = nullptr;
    for (const auto &silence : snapshot->silences) {
        if (isOver(silence) || !isRunnerSign(silence) || silence.createdBy != m_us.who ||
            valueOf(silence, hostLabel) != m_us.host)
            continue;
        const auto from = std::ranges::find(snapshot->sources, silence.source, &AlertSourceView::id);
        const QString at = from == snapshot->sources.end() || from->cluster.isEmpty() ? silence.source : from->cluster;
        if (at == place && (!out || out->endsNs < silence.endsNs))
            out = &silence;
    }
    return out;
}

void RunnerSign::look()
{
    const auto &snapshot = *m_alerts.snapshot();
    auto others = runnersIn(snapshot.silences, m_clock.nowNs());
    std::erase_if(others, [this](const auto &one) { return one.who == m_us.who && one.host == m_us.host; });
    bool isAny = false, isWhole = true;
    for (const auto &one : snapshot.sources)
        if (one.alertSource) {
            isAny = true;
            isWhole = isWhole && one.lastGoodNs > 0 && !one.error;
        }
    isWhole = isWhole && isAny;
    const bool isNew = others != m_others || isWhole != m_isWhole;
    m_others = std::move(others);
    m_isWhole = isWhole;
    if (m_isRunning)
        sign();
    if (isNew)
        Q_EMIT changed();
}

void RunnerSign::sign()
{
    if (!m_us.mayWrite)
        return;
    for (const auto &[place, source] : places())
        signAt(place, *source);
}

void RunnerSign::signAt(const QString &place, sources::AlertSource &source)
{
    const qint64 now = m_clock.nowNs();
    const Silence *known = ownSign(place);
    const bool isDue = m_isRunning ? !known || known->endsNs - now < lastsNs - renewedNs : known != nullptr;
    const auto asked = m_askedNs.find(place);
    if (!isDue || (asked != m_askedNs.end() && now - asked->second < againNs))
        return;
    m_askedNs[place] = now;
    if (!m_isRunning) {
        m_writes[place] = source.expireSilence(known->id, [](const auto &) {});
        return;
    }
    Silence wish = runnerSign({m_us.who, m_us.host, m_sinceNs}, now + lastsNs);
    wish.source = source.state().id;
    if (known) { // the same one goes on
        wish.id = known->id;
        wish.startsNs = known->startsNs;
    }
    m_writes[place] = source.putSilence(wish, [](const auto &) {}); // what does not arrive is tried again
}

} // namespace wf::engine
