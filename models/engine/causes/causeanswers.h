// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causereport.h"

#include <QHash>
#include <QJsonObject>

namespace wf::engine {

// "Is this right?" as somebody answered it, with what was seen then: the weights are learned anew from all answers, so
// that taking one back leaves nothing behind.
struct CauseAnswer {
    qint64 incident = 0;
    QString service;
    bool isRight = false;
    qint64 atNs = 0;
    QString by;
    analysis::CauseFeatures features{};
    std::vector<analysis::CauseFeatures> rivals; // right: those above it, or the next; wrong: the best of the others
    static constexpr std::size_t mostRivals = 4;
    friend bool operator==(const CauseAnswer &, const CauseAnswer &) = default;
};
[[nodiscard]] QJsonObject toJson(const CauseAnswer &answer);
[[nodiscard]] std::optional<CauseAnswer> causeAnswerFrom(const QJsonObject &json);

// The answer that the suspect of this report gets; none when it has no such suspect.
[[nodiscard]] std::optional<CauseAnswer> answerAbout(const CauseReport &report, const QString &service, bool isRight);

// All that was answered. A value; keeps the newest `mostKept`.
class CauseAnswers {
public:
    static constexpr std::size_t mostKept = 500;

    // In place of what was answered about the same suspect before. Gives back what had to go for it.
    std::vector<CauseAnswer> put(const CauseAnswer &answer);
    void remove(qint64 incident, const QString &service);
    [[nodiscard]] const CauseAnswer *find(qint64 incident, const QString &service) const;
    [[nodiscard]] int size() const { return static_cast<int>(m_answers.size()); }
    // Each answer is a step of the ranking perceptron (models/analysis/causes/causeweights.h), oldest first.
    [[nodiscard]] analysis::CauseWeights weights() const;
    // How often each service was the cause of another incident.
    [[nodiscard]] QHash<QString, int> timesCause(qint64 otherThan) const;

private:
    std::vector<CauseAnswer> m_answers; // oldest first
};

} // namespace wf::engine
