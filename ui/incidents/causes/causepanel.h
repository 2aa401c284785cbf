// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/causes/causedesk.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class CauseList;

// Who may be behind the incident that is shown, and "Is this right?" about the current suspect; what was answered can
// be taken back, and what it taught is said.
class CausePanel final : public QWidget {
    Q_OBJECT
public:
    // `may` says whether anything may be taught here.
    CausePanel(engine::CauseDesk &desk, const engine::AckDesk &may, WatchContext &context, QWidget *parent = nullptr);
    ~CausePanel() override;

    // Looks at the incident; 0: at none.
    void show(qint64 incident);
    // About the current suspect; the same answer again takes it back.
    void answer(bool isRight);
    [[nodiscard]] CauseList &list() const { return *m_list; }

private:
    void refresh();
    void fillWords(const engine::CauseReport &report);
    void fillAnswer();
    void openCurrent(const QString &service);
    void tell(const base::Result<engine::CauseUndo> &done, const QString &text);

    engine::CauseDesk &m_desk;
    const engine::AckDesk &m_may;
    WatchContext &m_context;
    qint64 m_incident = 0;
    CauseList *m_list;
    widgets::PlainLabel *m_from, *m_question, *m_state, *m_taught;
    QWidget *m_stateRow, *m_taughtRow;
    widgets::Button *m_yes, *m_no;
};

} // namespace wf::ui
