// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/silences/noiserows.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class Panel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

// Maintenance windows: add, edit, remove; removing can be undone.
class MaintenanceList final : public QWidget {
    Q_OBJECT
public:
    MaintenanceList(engine::NoiseWatch &noise, const engine::AckDesk &desk, WatchContext &context,
                    QWidget *parent = nullptr);
    void refresh();
    void edit(const engine::MaintenanceWish &window);

private:
    [[nodiscard]] const engine::MaintenanceWish *current() const;
    void remove();
    void fillButtons();
    void put(const engine::MaintenanceWish &window, const QString &said, std::function<void()> undo = {});
    void takeAway(const QString &name, const QString &said, std::function<void()> undo = {});
    void tell(const base::Result<base::Done> &done, const QString &said, const std::function<void()> &undo);

    engine::NoiseWatch &m_noise;
    const engine::AckDesk &m_desk;
    WatchContext &m_context;
    MaintenanceModel *m_rows;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
    widgets::Button *m_add, *m_edit, *m_remove;
};

// Alerts that fire and are held back, each with what holds it back and why. Enter shows the alert.
class QuietList final : public QWidget {
    Q_OBJECT
public:
    QuietList(engine::NoiseWatch &noise, engine::AlertWatch &alerts, WatchContext &context, QWidget *parent = nullptr);
    void refresh();

private:
    void openCurrent();

    engine::NoiseWatch &m_noise;
    engine::AlertWatch &m_alerts;
    WatchContext &m_context;
    QuietModel *m_rows;
    widgets::RowTable *m_table;
    widgets::Panel *m_panel;
};

} // namespace wf::ui
