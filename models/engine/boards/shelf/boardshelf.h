// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/request.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace wf::engine {

// A dashboard of the console, without opening it.
struct BoardListing {
    QString path; // of its file
    QString uid, title;
    QStringList tags;
    bool isStarred = false;
    qint64 viewedMs = 0; // when it was last opened here; 0: never
};

// The folder of own and imported dashboards as a list. Files are read once and again when they change; stars and when
// each was opened lie beside them in ".shelf.json". GUI thread; reading and writing are on the pool.
class BoardShelf final : public QObject {
    Q_OBJECT
public:
    BoardShelf(QString folder, async::Pools &pools, QObject *parent = nullptr);
    ~BoardShelf() override;

    using Reply = std::function<void(const std::vector<BoardListing> &)>;
    // By title. Files that are no dashboards are not listed.
    [[nodiscard]] async::Request list(Reply reply);
    void setStarred(const QString &path, bool on);
    // Somebody opened it; others than those of the folder are not kept.
    void viewed(const QString &path, qint64 atMs);

Q_SIGNALS:
    void changed(); // a star, or what was opened

private:
    struct Kept;
    template<class Change>
    void keep(Change change);

    std::shared_ptr<Kept> m_kept;
    async::Pools &m_pools;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
