// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class Panel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

class SilenceRows;

// All silences and acknowledgements that stand: edit, extend, end.
class SilenceList final : public QWidget {
    Q_OBJECT
public:
    SilenceList(engine::AlertWatch &watch, engine::AckDesk &desk, WatchContext &context, QWidget *parent = nullptr);
    void setActive(bool active);
    void refresh();
    void expire(const QString &silenceId);
    void extend(const QString &silenceId);

Q_SIGNALS:
    void editRequested(const wf::signals::Silence &silence);

private:
    [[nodiscard]] const signals::Silence *current() const;
    void fillActions();
    void tell(const base::Result<base::Done> &done, const QString &text, std::function<void()> undo = {});
    engine::AlertWatch &m_watch;
    engine::AckDesk &m_desk;
    WatchContext &m_context;
    SilenceRows *m_rows;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    widgets::Button *m_edit, *m_extend, *m_expire;
    bool m_active = false;
};

} // namespace wf::ui
