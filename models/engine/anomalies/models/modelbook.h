// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/anomalies/group/anomalygroup.h"

#include <QStringList>

#include <functional>
#include <set>

namespace wf::store {
class AnswerCache;
}

namespace wf::engine {

// Keeps the trained models of each question between starts, in the disposable cache: the last three versions of a
// series, of at most a hundred series of a question (AnomalyGroup::mostTrained), about 25 KiB a version. What is lost
// is trained anew from the history. Thread of the store.
class ModelBook {
public:
    explicit ModelBook(store::AnswerCache *cache); // null: nothing is kept
    ~ModelBook();
    ModelBook(const ModelBook &) = delete;
    ModelBook &operator=(const ModelBook &) = delete;

    // Empty when there are none, or they cannot be read. Calls back later.
    [[nodiscard]] async::Request load(const QString &questionId, std::function<void(ModelsBySeries)> reply);
    void save(const QString &questionId, const ModelsBySeries &models);
    // Of which questions models are kept.
    [[nodiscard]] async::Request questions(std::function<void(QStringList)> reply);

private:
    store::AnswerCache *m_cache;
    std::set<QString> m_known;
    async::Request m_reading;
};

} // namespace wf::engine
