// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/review/reviewmaker.h"

#include "models/engine/alerts/ruleexpression.h"
#include "models/store/ledger.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

constexpr int chartPoints = 300;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::ReviewMaker", text);
}

} // namespace

struct ReviewMaker::Round {
    ReviewWishes wishes;
    Incident incident;
    wire::ReviewPaper paper;
    std::vector<signals::Rule> rules;
    int open = 0; // sources that are asked for their rules
    Reply reply;
    std::vector<async::Request> requests;
    async::JobScope job;
};

ReviewMaker::ReviewMaker(Parts parts, const base::Clock &clock, const async::Pools &pools)
    : m_parts(std::move(parts)), m_clock(clock), m_pools(pools)
{
}

ReviewMaker::~ReviewMaker() = default;

async::Request ReviewMaker::make(const ReviewWishes &wishes, Reply reply) const
{
    auto round = std::make_shared<Round>();
    round->wishes = wishes;
    round->reply = std::move(reply);
    round->requests.push_back(
        m_parts.story.tell(wishes.incident, [this, round](const base::Result<std::vector<TimelineEntry>> &timeline) {
            const auto *incident = timeline ? m_parts.incidents.snapshot()->find(round->wishes.incident) : nullptr;
            if (!round->reply)
                return;
            if (!incident) {
                std::exchange(round->reply, nullptr)(timeline.error());
                return;
            }
            round->incident = *incident;
            const auto causes = m_parts.causes.report();
            const bool isItsReport = causes && causes->incident == incident->number;
            round->paper = reviewPaper(*incident, *timeline, isItsReport ? causes.get() : nullptr,
                                       *m_parts.services.snapshot(), m_clock.nowNs());
            round->paper.environment = round->wishes.environment;
            round->paper.toolVersion = round->wishes.toolVersion;
            askWritten(round);
        }));
    return async::Request([round] {
        round->reply = nullptr;
        round->requests.clear();
        round->job.cancelAll();
    });
}

// What people wrote is read on the pool that makes the document.
void ReviewMaker::askWritten(const std::shared_ptr<Round> &round) const
{
    if (round->wishes.written)
        return askAttached(round);
    round->requests.push_back(ReviewDesk::readWritten(
        m_parts.ledger, round->wishes.incident, [this, round](const base::Result<std::optional<WrittenReview>> &read) {
            if (!read && round->reply)
                return std::exchange(round->reply, nullptr)(read.error());
            if (read)
                round->wishes.written = *read;
            askAttached(round);
        }));
}

// A review without its attached charts is better than none.
void ReviewMaker::askAttached(const std::shared_ptr<Round> &round) const
{
    const QString prefix = Storyteller::attachedRoot + QStringLiteral("INC-%1/").arg(round->wishes.incident);
    round->requests.push_back(
        m_parts.ledger.settings(prefix, [this, round](const base::Result<QHash<QString, QJsonValue>> &read) {
            if (read)
                round->paper.attached = attachedCharts(Storyteller::attachmentsFrom(*read));
            askRules(round);
        }));
}

void ReviewMaker::askRules(const std::shared_ptr<Round> &round) const
{
    round->open = 1 + static_cast<int>(m_parts.sources.metrics.size());
    const auto next = [this, round] {
        if (--round->open == 0)
            askChart(round);
    };
    for (auto *source : m_parts.sources.metrics)
        round->requests.push_back(source->rules([round, next](base::Result<std::vector<signals::Rule>> rules) {
            if (rules)
                std::ranges::move(*rules, std::back_inserter(round->rules));
            next();
        }));
    next();
}

void ReviewMaker::askChart(const std::shared_ptr<Round> &round) const
{
    const auto *rule = worstRule(round->incident, round->rules);
    if (!rule) {
        round->paper.chartNote = say("No source tells the rules of its alerts: what they measured is not drawn.");
        render(round);
        return;
    }
    MetricQuery query;
    query.expr = splitThreshold(rule->query).measured;
    query.range = round->paper.range;
    query.maxPoints = chartPoints;
    round->requests.push_back(
        m_parts.metrics.range(query, [this, round, rule = *rule](const base::Result<MetricAnswer> &answer) {
            if (answer && !answer->final)
                return; // the rest is on its way
            if (answer)
                round->paper.chart = reviewChart(round->incident, rule, *answer->answer);
            if (!round->paper.chart)
                round->paper.chartNote =
                    say("What %1 measured is not drawn: %2")
                        .arg(rule.name, answer ? say("there are no samples of that time.") : answer.error().summary);
            render(round);
        }));
}

void ReviewMaker::render(const std::shared_ptr<Round> &round) const
{
    round->job.run(
        m_pools.analysis(),
        [paper = round->paper, wishes = round->wishes, fonts = m_parts.fonts](std::stop_token) mutable {
            if (const auto &written = wishes.written)
                paper.written = {wire::readMarkdown(written->text), written->by, written->keptNs};
            return wishes.form == ReviewWishes::Form::Html ? base::Result<QByteArray>(wire::reviewHtml(paper))
                                                           : wire::reviewPdf(paper, wishes.size, fonts());
        },
        [weak = std::weak_ptr(round)](const base::Result<QByteArray> &document) {
            if (const auto held = weak.lock(); held && held->reply)
                std::exchange(held->reply, nullptr)(document);
        });
}

} // namespace wf::engine
