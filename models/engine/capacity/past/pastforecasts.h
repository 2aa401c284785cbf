// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/resource/resource.h"

#include <QHash>
#include <QJsonObject>

#include <array>

namespace wf::engine {

// How good the forecasts of one resource were that were really made.
struct PastAccuracy {
    int days = 0;          // ahead: 1, 7 or 30
    int judged = 0;        // forecasts whose day has come
    double accuracy = 0;   // 1 − Σ|error| / Σ|value|, not below 0
    double inInterval = 0; // share that lay within the 95 % interval
};

// Keeps one forecast a day of each resource, and what came of it. A value; bounded to 60 days of a resource and to
// 5 000 resources. As JSON it is kept between starts.
class PastForecasts {
public:
    static constexpr std::array<int, 3> daysAhead{1, 7, 30};
    // False when it was not yet a day since the last one, or there is none.
    bool record(const ResourceForecast &resource);
    // By the history of this forecast.
    [[nodiscard]] std::vector<PastAccuracy> judged(const ResourceForecast &resource) const;
    // Of the resources of one question (those whose key begins so), numbers to seven digits; empty: of all.
    [[nodiscard]] QJsonObject toJson(const QString &keyPrefix = {}) const;
    // Adds what was kept; what cannot be read is left out.
    void add(const QJsonObject &json);

private:
    struct Said {
        qint64 madeNs = 0;
        std::array<double, 3> middle{}, lower{}, upper{}; // NaN: it did not reach so far
    };
    QHash<QString, std::vector<Said>> m_byKey; // oldest first
};

} // namespace wf::engine
