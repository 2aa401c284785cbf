// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/boards/links/linktarget.h"
#include "ui/base/watchcontext.h"

#include <QSet>

namespace wf::ui {

// Opens what a dashboard links to: a dashboard of this console here, with the time and the variables of the address;
// any other web address in the browser, after somebody has seen it in full and said so. What is neither is said.
class LinkOpener final : public QObject {
    Q_OBJECT
public:
    LinkOpener(const async::Pools &pools, WatchContext &context, QWidget &window);
    ~LinkOpener() override;
    void setFolder(const QString &folder) { m_folder = folder; } // where the console's dashboards lie
    // `shownUid`: of the dashboard that holds the link.
    void open(const QString &address, const QString &shownUid);
    // Reads the folder off the GUI thread.
    using Boards = std::vector<engine::KnownBoard>;
    void withBoards(std::function<void(const Boards &)> use);
    [[nodiscard]] bool isReading() const { return m_reading > 0; }

Q_SIGNALS:
    void settledChanged();
    void leaving(); // what is shown now, for another dashboard, time or variables
    void boardAsked(const QString &path, const std::map<QString, QStringList> &variables);
    void variablesAsked(const std::map<QString, QStringList> &variables); // of the dashboard that is shown

private:
    void follow(const engine::LinkTarget &target);
    void askOutside(const QString &address);
    void openOutside(const QString &address);
    void say(const QString &text);

    const async::Pools &m_pools;
    WatchContext &m_context;
    QWidget &m_window;
    QString m_folder;
    QSet<QString> m_agreed; // hosts that are not asked about again
    int m_reading = 0;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::ui
