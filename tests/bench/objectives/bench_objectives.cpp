// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Budgets of 500 objectives over 28 days from answers that are at hand, and how many requests a refresh makes.
#include "models/engine/objectives/ask/budgetasker.h"
#include "models/engine/objectives/objectivestate.h"
#include "tests/bench/benchline.h"

#include <cmath>

using namespace wf;

namespace {

constexpr int objectives = 500;
constexpr qint64 start = 1'763'700'000 * base::nsPerSecond;

engine::ComputeOptions options()
{
    engine::ComputeOptions options;
    options.inPieces = true;
    options.recentNs = 6 * base::nsPerHour;
    options.historySteps = 700;
    return options;
}

engine::AskedBudgets made(signals::BudgetMethod method)
{
    engine::AskedBudgets out;
    for (int i = 0; i < objectives; ++i) {
        signals::Objective o;
        o.id = QStringLiteral("objective-%1").arg(i);
        o.service = QStringLiteral("service-%1").arg(i % 50);
        o.target = 0.999;
        o.windowNs = 28 * base::nsPerDay;
        o.badQuery = QStringLiteral("http_requests_total{service=\"s%1\",code=~\"5..\"}").arg(i);
        o.totalQuery = QStringLiteral("http_requests_total{service=\"s%1\"}").arg(i);
        o.method = method;
        o.timesliceTarget = 0.95;
        o.timesliceWindowNs = 5 * base::nsPerMinute;
        out.push_back({std::move(o), options(), {}, {}, {}});
    }
    return out;
}

void answerAll(engine::AskedBudgets &budgets)
{
    for (engine::AskedBudget &one : budgets)
        for (const auto &question : std::vector(one.source.open())) {
            const bool isBad = question.expr.contains(QLatin1String("5.."));
            const bool isDistance = question.expr.startsWith(QLatin1String("max(count_over_time"));
            one.source.answer(question, std::vector<double>(question.steps, isDistance ? 60 : isBad ? 3 : 6000));
        }
}

void computeAll(engine::AskedBudgets &budgets, qint64 at)
{
    for (engine::AskedBudget &one : budgets)
        one.report = engine::computeBudget(one.objective, one.source, at, one.options, {});
}

engine::QuestionPlan planOf(const engine::AskedBudgets &budgets)
{
    std::vector<const engine::AskedSource *> sources;
    for (const engine::AskedBudget &one : budgets)
        sources.push_back(&one.source);
    return engine::planOf(sources);
}

void measure(const char *name, signals::BudgetMethod method)
{
    auto budgets = made(method);
    for (int round = 0; round < 3; ++round) {
        computeAll(budgets, start);
        answerAll(budgets);
    }
    std::vector<engine::ObjectiveState> states;
    const double ms = bench::medianCpuMs(3, [&] {
        computeAll(budgets, start);
        states.clear();
        for (const engine::AskedBudget &one : budgets)
            states.push_back(engine::stateOf(one.objective, engine::policiesOf(one.objective), **one.report, {}));
        engine::sortWorstFirst(states);
    });
    if (!planOf(budgets).questions.empty() || !states.front().isKnown()) {
        std::fprintf(stderr, "not everything was answered\n");
        return;
    }
    bench::record(name, ms, "ms");
    // A minute later: what moved.
    for (engine::AskedBudget &one : budgets)
        one.source.nextRound(start - 2 * base::nsPerMinute);
    computeAll(budgets, start + base::nsPerMinute);
    engine::QuestionPlan plan;
    const double planning = bench::medianCpuMs(3, [&] { plan = planOf(budgets); });
    const std::string what = std::string(name) + ", a minute later: ";
    bench::record((what + "planning the questions").c_str(), planning, "ms");
    bench::record((what + "questions of each").c_str(), static_cast<double>(plan.questions.size()) / objectives, "");
    bench::record((what + "requests for all").c_str(), static_cast<double>(plan.bundles.size() + plan.stretches.size()),
                  "");
}

} // namespace

int main()
{
    measure("500 objectives x 28 days from cache", signals::BudgetMethod::Occurrences);
    measure("500 objectives x 28 days of 5 min slices from cache", signals::BudgetMethod::Timeslices);
    return 0;
}
