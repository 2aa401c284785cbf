// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/keeper/agreementkeeper.h"

#include "models/engine/agreements/measure/incidentfacts.h"
#include "models/engine/objectives/check/objectivefiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace wf::engine {

namespace {

constexpr int refreshMs = 60'000;
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

// Puts the sum of an answer's series onto the grid of the question.
std::vector<double> placed(const QuestionSource::Question &question, const signals::QueryAnswer &answer)
{
    std::vector<double> out(question.steps, absent);
    for (const auto &series : answer.series)
        for (std::size_t i = 0; i < series.size(); ++i) {
            const qint64 off = series.timesMs[i] * base::nsPerMs - question.firstNs;
            const qint64 at = question.stepNs > 0 ? (off + question.stepNs / 2) / question.stepNs : 0;
            if (at < 0 || at >= static_cast<qint64>(out.size()))
                continue;
            double &cell = out[static_cast<std::size_t>(at)];
            cell = std::isfinite(cell) ? cell + series.values[i] : series.values[i];
        }
    return out;
}

} // namespace

// Opened by the first job that needs it; the jobs use it one after the other.
struct AgreementKeeper::BookHolder {
    std::mutex mutex;
    std::unique_ptr<AgreementBook> book;

    // With the mutex held.
    base::Status opened(const QString &path, const base::Clock &clock)
    {
        if (book)
            return base::Done{};
        auto made = AgreementBook::open(path, clock);
        if (!made)
            return made.error();
        book = std::move(*made);
        return base::Done{};
    }
};

struct AgreementKeeper::Round {
    qint64 atNs = 0;
    QString period;
    ContractFiles files;
    std::vector<signals::Objective> objectives;
    wire::AgreementNames known;
    BookState book;
    bool bookIsOpen = false;
    QStringList problems;
    std::vector<store::AlertSighting> sightings;
    std::vector<analysis::IncidentFact> incidents;
    bool incidentsAreKnown = false;
    qint64 incidentsSinceNs = 0;
    QuestionSource source;
    QString pastOf;
    int waiting = 0;
    bool isPartial = false;

    [[nodiscard]] AgreementRound asked() const
    {
        return {files.definitions.agreements,
                objectives,
                source,
                incidents,
                incidentsAreKnown,
                book,
                atNs,
                period,
                {},
                incidentsSinceNs};
    }
};

AgreementKeeper::AgreementKeeper(Options options, MetricReader &metrics, store::AlertLog *alerts,
                                 const base::Clock &clock, async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_metrics(metrics),
      m_alerts(alerts),
      m_clock(clock),
      m_pools(pools),
      m_book(std::make_shared<BookHolder>()),
      m_snapshot(std::make_shared<AgreementsSnapshot>())
{
    m_timer.setInterval(refreshMs);
    connect(&m_timer, &QTimer::timeout, this, &AgreementKeeper::refresh);
}

AgreementKeeper::~AgreementKeeper() = default;

void AgreementKeeper::start()
{
    m_timer.start();
    refresh();
}

void AgreementKeeper::stop()
{
    m_timer.stop();
}

void AgreementKeeper::refresh()
{
    if (m_round) {
        m_again = true; // the running round answers first
        return;
    }
    m_again = false;
    m_requests.clear();
    m_round = std::make_shared<Round>();
    const qint64 now = m_clock.nowNs();
    m_round->atNs = now - now % base::nsPerMinute;
    m_round->period = m_period;
    m_round->pastOf = m_pastOf;
    read();
}

void AgreementKeeper::lookAt(const QString &period)
{
    lookAt(period, m_pastOf);
}

void AgreementKeeper::askPast(const QString &agreement)
{
    lookAt(m_period, agreement);
}

void AgreementKeeper::lookAt(const QString &period, const QString &pastOf)
{
    if (m_period == period && m_pastOf == pastOf)
        return;
    m_period = period;
    m_pastOf = pastOf;
    refresh();
}

void AgreementKeeper::read()
{
    m_jobs.run(
        m_pools.analysis(),
        [options = m_options, holder = m_book, round = m_round, &clock = m_clock](std::stop_token) {
            round->objectives = loadObjectives(options.objectives).definitions.objectives;
            round->known.objectives.emplace();
            for (const auto &objective : round->objectives)
                *round->known.objectives << objective.id;
            round->files = loadContracts(options.contracts, round->known);
            round->problems = round->files.problems();
            const std::scoped_lock lock(holder->mutex);
            auto status = holder->opened(options.bookPath, clock);
            round->bookIsOpen = status.ok();
            if (status)
                status = holder->book->meet(
                    round->files.definitions.agreements,
                    [&](const signals::Agreement &one) {
                        const auto text = round->files.texts.find(one.sourceFile);
                        return text == round->files.texts.end() ? QString() : text->second;
                    },
                    options.actor);
            if (!status)
                round->problems << status.error().summary;
            auto book = round->bookIsOpen ? holder->book->read() : base::Result<BookState>(status.error());
            if (book)
                round->book = std::move(*book);
            round->problems << round->book.problems;
            return 0;
        },
        [this](int) { askIncidents(); });
}

void AgreementKeeper::askIncidents()
{
    if (!m_alerts)
        return prepare();
    constexpr qint64 reach = 400 * base::nsPerDay;
    const base::TimeRange range{m_round->atNs - reach, m_clock.nowNs()};
    m_requests.push_back(m_alerts->sightings(range, {{}, {}, 100'000},
                                             [this](const base::Result<std::vector<store::AlertSighting>> &sightings) {
                                                 m_round->incidentsAreKnown = sightings.ok();
                                                 if (sightings)
                                                     m_round->sightings = *sightings;
                                                 else
                                                     m_round->problems << sightings.error().summary;
                                                 prepare();
                                             }));
}

// The first run, with no answer yet, tells what has to be asked.
void AgreementKeeper::prepare()
{
    m_jobs.run(
        m_pools.analysis(),
        [round = m_round, now = m_clock.nowNs()](std::stop_token stop) {
            round->incidents = incidentFacts(round->sightings, now);
            for (const auto &one : round->sightings)
                if (round->incidentsSinceNs == 0 || one.firstSeenNs < round->incidentsSinceNs)
                    round->incidentsSinceNs = one.firstSeenNs;
            round->sightings.clear();
            const AgreementRound asked = round->asked();
            (void)judgeAll(asked, stop);
            if (!round->pastOf.isEmpty())
                (void)judgePast(asked, round->pastOf, pastPeriodsKept, stop);
            return 0;
        },
        [this](int) { askSources(); });
}

void AgreementKeeper::askSources()
{
    const auto questions = m_round->source.open();
    m_round->waiting = static_cast<int>(questions.size());
    for (const auto &question : questions)
        ask(question);
    if (questions.empty())
        compute();
}

void AgreementKeeper::ask(const QuestionSource::Question &question)
{
    const auto callback = [this, question](const base::Result<MetricAnswer> &result) {
        if (!result || result->final)
            answered(question, result);
    };
    if (question.stepNs == 0) {
        m_requests.push_back(m_metrics.instant(question.expr, question.firstNs, callback));
        return;
    }
    const qint64 last = question.firstNs + question.stepNs * (static_cast<qint64>(question.steps) - 1);
    m_requests.push_back(m_metrics.range({question.expr, {question.firstNs, last}, question.stepNs, 0}, callback));
}

void AgreementKeeper::answered(const QuestionSource::Question &question, const base::Result<MetricAnswer> &result)
{
    if (!result) {
        m_round->isPartial = true;
        m_round->source.answer(question, result.error());
    } else {
        m_round->isPartial =
            m_round->isPartial || !result->answer->completeness.isComplete() || !result->failures.empty();
        m_round->source.answer(question, placed(question, *result->answer));
    }
    if (--m_round->waiting == 0)
        compute();
}

void AgreementKeeper::compute()
{
    m_jobs.run(
        m_pools.analysis(),
        [round = m_round, &clock = m_clock](std::stop_token stop) {
            auto next = std::make_shared<AgreementsSnapshot>();
            const AgreementRound asked = round->asked();
            next->problems = round->problems;
            if (auto all = judgeAll(asked, stop))
                next->agreements = std::move(*all);
            if (!round->pastOf.isEmpty())
                if (auto past = judgePast(asked, round->pastOf, pastPeriodsKept, stop))
                    for (AgreementState &one : next->agreements)
                        if (one.agreement.id == round->pastOf)
                            one.past = *past;
            next->book = round->book;
            next->bookIsOpen = round->bookIsOpen;
            next->texts = round->files.texts;
            next->known = round->known;
            next->isPartial = round->isPartial;
            next->period = round->period;
            next->asOfNs = clock.nowNs();
            return next;
        },
        [this](std::shared_ptr<AgreementsSnapshot> next) { publish(std::move(next)); });
}

void AgreementKeeper::publish(std::shared_ptr<AgreementsSnapshot> next)
{
    m_snapshot = std::move(next);
    m_round.reset();
    Q_EMIT changed();
    if (m_again)
        refresh();
}

void AgreementKeeper::sign(Step step, std::function<void(const base::Status &)> done)
{
    m_jobs.run(
        m_pools.analysis(),
        [step = std::move(step), holder = m_book, path = m_options.bookPath, &clock = m_clock](std::stop_token) {
            const std::scoped_lock lock(holder->mutex);
            const auto status = holder->opened(path, clock);
            return status ? step(*holder->book) : status;
        },
        [this, done = std::move(done)](const base::Status &status) {
            done(status);
            refresh();
        });
}

} // namespace wf::engine
