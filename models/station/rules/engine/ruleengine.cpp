// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/engine/ruleengine.h"

#include "models/base/safefile.h"
#include "models/station/rules/core/schedule.h"

#include <QFile>
#include <QTimer>
#include <QUrl>

#include <algorithm>

namespace wf::station {

namespace {

constexpr qint64 mostState = qint64{64} << 20;

QString linkOf(const QString &externalUrl, const std::string &expr)
{
    if (externalUrl.isEmpty())
        return {};
    return externalUrl + QStringLiteral("/graph?g0.expr=") +
           QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(expr).trimmed())) +
           QStringLiteral("&g0.tab=1");
}

std::vector<PostedAlert> dueAlerts(RuleGroup &group, qint64 nowNs, const RuleEngineOptions &options)
{
    std::vector<PostedAlert> out;
    const qint64 validForNs = 4 * std::max(group.spec().intervalNs, options.resendNs);
    for (std::size_t i = 0; i < group.entries().size(); ++i) {
        const auto due = group.entries()[i].alerting.takeDue(nowNs, options.resendNs, validForNs);
        for (const auto &alert : due)
            out.push_back({alert.labels, alert.annotations, alert.firedAtNs,
                           alert.resolvedAtNs != 0 ? alert.resolvedAtNs : alert.validUntilNs,
                           linkOf(options.externalUrl, group.spec().rules[i].expr)});
    }
    return out;
}

} // namespace

RuleEngine::RuleEngine(RuleEngineContext context, RuleEngineOptions options, QObject *parent)
    : QObject(parent),
      m_context(std::move(context)),
      m_options(std::move(options)),
      m_query(std::make_shared<const PromqlQuery>(*m_context.samples, m_options.evaluation)),
      m_environment{m_options.externalLabels, m_options.externalUrl.toStdString()},
      m_timer(new QTimer(this)),
      m_saving(new QTimer(this)),
      m_soon(std::chrono::milliseconds(100), [this] { Q_EMIT changed(); })
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &RuleEngine::tick);
    connect(m_saving, &QTimer::timeout, this, &RuleEngine::save);
    m_saving->start(std::chrono::milliseconds(m_options.saveEveryNs / base::nsPerMs));
    loadState();
}

RuleEngine::~RuleEngine()
{
    m_jobs.cancelAll();
    if (m_isDirty && !m_options.stateFile.isEmpty())
        (void)base::writeFileSafely(m_options.stateFile, encodeRuleState(m_states, m_context.clock.nowNs()));
}

void RuleEngine::loadState()
{
    if (m_options.stateFile.isEmpty()) {
        m_isLoaded = true;
        return;
    }
    using Read = base::Result<SavedRuleState>;
    m_jobs.run(
        m_context.pools.parse(),
        [path = m_options.stateFile, now = m_context.clock.nowNs(),
         options = m_options.restore](std::stop_token) -> std::optional<Read> {
            QFile file(path);
            const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.read(mostState) : QByteArray();
            return bytes.isEmpty() ? std::nullopt : std::optional(readRuleState(bytes, now, options));
        },
        [this](std::optional<Read> read) { stateLoaded(std::move(read)); });
}

void RuleEngine::stateLoaded(std::optional<base::Result<SavedRuleState>> read)
{
    m_isLoaded = true;
    if (read && !*read)
        m_stateProblem = read->error().summary;
    else if (read)
        m_saved = std::make_shared<const SavedRuleState>(std::move(*read).value());
    for (const auto &held : m_groups)
        held->saved = m_saved;
    if (!m_groups.empty())
        m_saved.reset(); // every group has it
    tick();
}

std::shared_ptr<RuleEngine::Held> RuleEngine::hold(GroupSpec spec)
{
    auto held = std::make_shared<Held>();
    held->key = spec.key();
    held->name = spec.name;
    held->file = spec.file;
    held->slotNs = slotBefore(held->key, spec.intervalNs, m_context.clock.nowNs());
    held->saved = m_saved;
    if (!m_saved) // nothing to go on with: when its turn comes
        held->slotNs += spec.intervalNs;
    held->group = std::make_shared<RuleGroup>(std::move(spec));
    held->group->awaitRestore();
    held->published = held->group->published();
    return held;
}

void RuleEngine::replace(Held &held, GroupSpec spec)
{
    held.replacement.reset();
    auto group = std::make_shared<RuleGroup>(std::move(spec));
    group->awaitRestore(); // rules that inherit have been restored already
    group->inherit(*held.group);
    if (group->spec().intervalNs != held.group->spec().intervalNs)
        held.slotNs =
            slotBefore(held.key, group->spec().intervalNs, m_context.clock.nowNs()) + group->spec().intervalNs;
    held.group = std::move(group);
    held.published = held.group->published();
}

void RuleEngine::apply(std::vector<GroupSpec> groups)
{
    std::vector<std::shared_ptr<Held>> now;
    for (auto &spec : groups) {
        const auto known = std::ranges::find_if(m_groups, [&](const auto &h) { return h && h->key == spec.key(); });
        if (known == m_groups.end()) {
            now.push_back(hold(std::move(spec)));
            continue;
        }
        const std::shared_ptr<Held> held = std::move(*known);
        if (held->isRunning)
            held->replacement = std::move(spec);
        else
            replace(*held, std::move(spec));
        now.push_back(held);
    }
    std::erase(m_groups, nullptr);
    for (const auto &gone : std::exchange(m_groups, std::move(now))) {
        gone->isGone = true;
        m_states.erase(gone->key);
        m_isDirty = true;
        if (!gone->isRunning)
            end(gone);
    }
    if (m_isLoaded)
        m_saved.reset(); // every group has it
    m_soon.trigger();
    tick();
}

void RuleEngine::end(const std::shared_ptr<Held> &held)
{
    m_jobs.run(
        m_context.pools.analysis(),
        [group = held->group, intake = m_context.intake, nowMs = m_context.clock.nowNs() / base::nsPerMs](
            std::stop_token) { return intake->takeMetrics(group->ending(nowMs)).ok(); },
        [](bool) {});
}

void RuleEngine::tick()
{
    if (m_isLoaded) {
        const qint64 now = m_context.clock.nowNs();
        for (const auto &held : m_groups) {
            if (held->isRunning)
                continue;
            const qint64 interval = held->group->spec().intervalNs;
            const Slot due = nextEvaluation(held->key, interval, held->slotNs - interval, now);
            held->slotNs = due.atNs;
            held->group->countMissed(due.missed);
            if (held->slotNs <= now)
                start(held);
        }
    }
    arm();
}

void RuleEngine::arm()
{
    constexpr qint64 longest = 5 * base::nsPerSecond; // so that a clock that jumps is noticed
    const qint64 now = m_context.clock.nowNs();
    qint64 wait = longest;
    for (const auto &held : m_groups)
        if (!held->isRunning)
            wait = std::min(wait, held->slotNs - now);
    m_timer->start(std::chrono::milliseconds(std::max<qint64>(0, (wait + base::nsPerMs - 1) / base::nsPerMs)));
}

void RuleEngine::start(const std::shared_ptr<Held> &held)
{
    held->isRunning = true;
    const auto state = m_states.find(held->key);
    m_jobs.run(
        m_context.pools.analysis(),
        [group = held->group, slot = held->slotNs, samples = m_context.samples, query = m_query,
         intake = m_context.intake, environment = m_environment, options = m_options, &clock = m_context.clock,
         saved = std::exchange(held->saved, nullptr),
         before = state == m_states.end() ? QJsonObject() : state->second](std::stop_token stop) {
            const RuleGroup::Sink sink = [&](MetricBatch batch) { return intake->takeMetrics(std::move(batch)); };
            if (saved)
                adoptRuleState(*saved, *group, clock.nowNs(), options.restore);
            group->evaluate(slot, {*query, environment, sink, clock, options.restore}, stop);
            Outcome out;
            if (stop.stop_requested())
                return out;
            (void)intake->takeMetrics(group->metrics(clock.nowNs() / base::nsPerMs)); // the next one tells again
            out.due = dueAlerts(*group, slot, options);
            out.published = group->published();
            out.counters = group->counters();
            out.state = groupState(*group);
            out.stateChanged = out.state != before;
            return out;
        },
        [this, held](Outcome outcome) { finished(held, std::move(outcome)); });
}

void RuleEngine::finished(const std::shared_ptr<Held> &held, Outcome outcome)
{
    held->isRunning = false;
    if (!outcome.due.empty() && m_context.tell)
        m_context.tell(outcome.due);
    if (held->isGone) {
        end(held);
        return;
    }
    held->published = std::move(outcome.published);
    held->counters = outcome.counters;
    if (outcome.stateChanged) {
        m_states.insert_or_assign(held->key, std::move(outcome.state));
        m_isDirty = true;
    }
    held->slotNs += held->group->spec().intervalNs;
    if (held->replacement)
        replace(*held, std::move(*held->replacement));
    m_soon.trigger();
    tick();
}

void RuleEngine::save()
{
    if (!m_isDirty || m_options.stateFile.isEmpty())
        return;
    m_isDirty = false;
    m_jobs.runLatest(
        QStringLiteral("save"), m_context.pools.parse(),
        [path = m_options.stateFile, states = m_states, now = m_context.clock.nowNs()](std::stop_token) {
            return base::writeFileSafely(path, encodeRuleState(states, now));
        },
        [this](const base::Status &written) {
            m_stateProblem = written ? QString() : written.error().summary;
            m_isDirty = m_isDirty || !written;
        });
}

std::vector<signals::Rule> RuleEngine::rules() const
{
    std::vector<signals::Rule> out;
    for (const auto &held : m_groups)
        out.insert(out.end(), held->published.begin(), held->published.end());
    return out;
}

std::vector<RuleEngine::GroupView> RuleEngine::groups() const
{
    std::vector<GroupView> out;
    for (const auto &held : m_groups)
        out.push_back({held->name, held->file, held->slotNs, held->counters});
    return out;
}

} // namespace wf::station
