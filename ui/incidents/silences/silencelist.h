// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

class QStackedWidget;

namespace wf::engine {
class NoiseWatch;
}

namespace wf::widgets {
class Button;
class Panel;
class RowTable;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class MaintenanceList;
class QuietList;
class SilenceRows;

// All silences and acknowledgements that stand: edit, extend, end; beside them maintenance windows and what is held
// back.
class SilenceList final : public QWidget {
    Q_OBJECT
public:
    SilenceList(engine::AlertWatch &watch, engine::AckDesk &desk, WatchContext &context, QWidget *parent = nullptr);
    // Maintenance windows and what is held back get pages of their own beside the silences.
    void setNoise(engine::NoiseWatch &noise);
    void setActive(bool active);
    void refresh();
    void expire(const QString &silenceId);
    void extend(const QString &silenceId);

Q_SIGNALS:
    void editRequested(const wf::signals::Silence &silence);

private:
    [[nodiscard]] const signals::Silence *current() const;
    void fillActions();
    void refreshNoise();
    void tell(const base::Result<base::Done> &done, const QString &text, std::function<void()> undo = {});
    engine::AlertWatch &m_watch;
    engine::AckDesk &m_desk;
    WatchContext &m_context;
    SilenceRows *m_rows;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    widgets::Button *m_edit, *m_extend, *m_expire;
    widgets::Segmented *m_which;
    QStackedWidget *m_pages;
    MaintenanceList *m_maintenance = nullptr; // null until setNoise()
    QuietList *m_quiet = nullptr;
    bool m_active = false;
};

} // namespace wf::ui
