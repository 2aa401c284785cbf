// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/questionplan.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr std::size_t mostTogether = 50;
constexpr qsizetype mostCharacters = 12'000;
constexpr std::size_t mostSteps = 10'000; // of one question: servers give 11,000 points
// A few steps are asked as instants; more of them in one piece, which the samples' cache keeps.
constexpr std::size_t fewSteps = 4;
constexpr qsizetype frame = 60; // characters around an expression
const char placeLabel[] = "watchfloor_question";

} // namespace

QuestionPlan planOf(const std::vector<const AskedSource *> &sources)
{
    QuestionPlan plan;
    std::map<SliQuestion, std::size_t> places;
    for (std::size_t i = 0; i < sources.size(); ++i)
        for (const SliQuestion &question : sources[i]->open()) {
            const auto [place, isNew] = places.try_emplace(question, plan.questions.size());
            if (isNew)
                plan.questions.push_back({question, {}});
            plan.questions[place->second].askers.push_back(i);
        }
    std::map<qint64, std::pair<std::size_t, qsizetype>> growing; // by instant: the bundle and its length
    for (std::size_t i = 0; i < plan.questions.size(); ++i) {
        const SliQuestion &q = plan.questions[i].question;
        if (q.steps > fewSteps) {
            for (std::size_t from = 0; from < q.steps; from += mostSteps)
                plan.stretches.push_back({i, from, std::min(mostSteps, q.steps - from)});
            continue;
        }
        for (std::size_t step = 0; step < q.steps; ++step) {
            const qint64 at = q.atNs + q.stepNs * static_cast<qint64>(step);
            const qsizetype length = q.expr.size() + frame;
            auto place = growing.find(at);
            if (place == growing.end() || place->second.second + length > mostCharacters ||
                plan.bundles[place->second.first].points.size() >= mostTogether) {
                place = growing.insert_or_assign(at, std::pair{plan.bundles.size(), qsizetype{0}}).first;
                plan.bundles.push_back({at, {}});
            }
            plan.bundles[place->second.first].points.push_back({i, step});
            place->second.second += length;
        }
    }
    return plan;
}

QString bundleText(const QuestionPlan &plan, const QuestionPlan::Bundle &bundle)
{
    const auto exprOf = [&](std::size_t i) -> const QString & {
        return plan.questions[bundle.points[i].question].question.expr;
    };
    if (bundle.points.size() == 1)
        return exprOf(0);
    QString text;
    for (std::size_t i = 0; i < bundle.points.size(); ++i)
        text += (i == 0 ? QString() : QStringLiteral(" or ")) + QStringLiteral("label_replace(") + exprOf(i) +
                QStringLiteral(",\"%1\",\"%2\",\"\",\"\")").arg(QLatin1String(placeLabel)).arg(i);
    return text;
}

std::optional<std::size_t> placeInBundle(const base::Labels &labels, std::size_t points)
{
    if (points == 1)
        return 0;
    bool ok = false;
    const auto place = static_cast<std::size_t>(labels.text(placeLabel).toUInt(&ok));
    return ok && place < points ? std::optional(place) : std::nullopt;
}

bool isAbout(const QString &remark, const QString &expr)
{
    const QString name = remark.section(u'"', 1, 1);
    const auto isOfName = [&](qsizetype i) {
        return i >= 0 && i < expr.size() && (expr[i].isLetterOrNumber() || expr[i] == u'_' || expr[i] == u':');
    };
    for (qsizetype at = expr.indexOf(name); at >= 0 && !name.isEmpty(); at = expr.indexOf(name, at + 1))
        if (!isOfName(at - 1) && !isOfName(at + name.size()))
            return true;
    return name.isEmpty();
}

std::pair<QuestionPlan::Bundle, QuestionPlan::Bundle> halvesOf(const QuestionPlan::Bundle &bundle)
{
    const auto middle = bundle.points.begin() + static_cast<std::ptrdiff_t>(bundle.points.size() / 2);
    return {{bundle.atNs, {bundle.points.begin(), middle}}, {bundle.atNs, {middle, bundle.points.end()}}};
}

} // namespace wf::engine
