// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/anomalies/group/anomalygroup.h"

#include <QStringList>
#include <QTimer>

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <set>

namespace wf::store {
class AnswerCache;
}

namespace wf::engine {

// Keeps the trained models of each question between starts, in the disposable cache: the last three versions of each
// watched series, about 15 KiB a version. They lie in pages of some dozen series, which are read and written one at a
// time, so that no thread is held up. What is lost is trained anew from the history. Thread of the store.
class ModelBook {
public:
    explicit ModelBook(store::AnswerCache *cache); // null: nothing is kept
    ~ModelBook();                                  // writes what waits
    ModelBook(const ModelBook &) = delete;
    ModelBook &operator=(const ModelBook &) = delete;

    // Empty when there are none, or they cannot be read. Calls back later.
    [[nodiscard]] async::Request load(const QString &questionId, std::function<void(ModelsBySeries)> reply);
    // In the place of what was kept of this question.
    void save(const QString &questionId, const ModelsBySeries &models);
    // Of which questions models are kept.
    [[nodiscard]] async::Request questions(std::function<void(QStringList)> reply);

    static constexpr int pages = 32;

private:
    struct Loading;
    void readPage(const std::shared_ptr<Loading> &loading);
    bool writePage(); // false: nothing waits
    void nameQuestion(const QString &questionId);
    store::AnswerCache *m_cache;
    std::set<QString> m_known;
    async::Request m_reading;
    struct Waiting {
        QString questionId;
        std::array<ModelsBySeries, pages> page;
        int next = 0;
    };
    std::deque<Waiting> m_waiting;
    QTimer m_writing;
};

} // namespace wf::engine
