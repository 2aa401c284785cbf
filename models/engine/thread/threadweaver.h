// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/thread/contributor.h"

#include <QObject>

#include <memory>

namespace wf::engine {

// Weaves the Thread: asks every contributor about the selection, orders what comes back, folds equal entries, lays the
// spine, and publishes after each answer. Walking keeps history for back and forward; a pinned Thread stays with its
// subject. GUI thread.
class ThreadWeaver : public QObject {
    Q_OBJECT
public:
    ThreadWeaver(ServiceCatalog &catalog, const base::Clock &clock, QObject *parent = nullptr);
    ~ThreadWeaver() override;
    void add(std::unique_ptr<ThreadContributor> contributor);

    void follow(const signals::Subject &subject); // ignored while pinned
    void back();
    void forward();
    [[nodiscard]] bool canGoBack() const { return m_position > 0; }
    [[nodiscard]] bool canGoForward() const { return m_position + 1 < static_cast<int>(m_history.size()); }
    void setPinned(bool pinned);
    [[nodiscard]] bool isPinned() const { return m_pinned; }
    void setHalfWindow(qint64 ns); // ± around the subject's moment, or this long before now
    [[nodiscard]] qint64 halfWindowNs() const { return m_halfNs; }
    void refresh();

    [[nodiscard]] const signals::ThreadPtr &thread() const { return m_thread; }

Q_SIGNALS:
    void changed();
    // Back or forward moved the selection; the window's context follows.
    void walked(const wf::signals::Subject &subject);

private:
    void weave();
    void publish();
    [[nodiscard]] ThreadQuestion question() const;

    ServiceCatalog &m_catalog;
    const base::Clock &m_clock;
    std::vector<std::unique_ptr<ThreadContributor>> m_contributors;
    std::vector<signals::Subject> m_history;
    int m_position = -1;
    bool m_pinned = false;
    qint64 m_halfNs = 30 * base::nsPerMinute;
    ThreadQuestion m_question;
    std::vector<ThreadPart> m_parts;
    std::vector<async::Request> m_requests;
    int m_waiting = 0;
    signals::ThreadPtr m_thread;
};

// Pure: orders, folds and joins the parts of one question.
[[nodiscard]] signals::Thread joinThread(const ThreadQuestion &question, const std::vector<ThreadPart> &parts,
                                         bool settled);

} // namespace wf::engine
