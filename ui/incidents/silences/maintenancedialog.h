// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/noise/maintenancejson.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// One maintenance window: which alerts, when first, how long, in which zone, and how it comes again, with its next
// occurrences and how many alerts it would hold back now. What is wrong is said while it is typed.
class MaintenanceDialog final : public QDialog {
    Q_OBJECT
public:
    // An empty name: a new one.
    MaintenanceDialog(const engine::MaintenanceWish &window, const engine::AckDesk &desk, const base::Clock &clock,
                      QWidget *parent = nullptr);
    [[nodiscard]] engine::MaintenanceWish wish() const;

Q_SIGNALS:
    void confirmed(const wf::engine::MaintenanceWish &wish);

private:
    void build();
    void refresh();
    void confirm();

    const engine::AckDesk &m_desk;
    const base::Clock &m_clock;
    bool m_isNew;
    QLineEdit *m_name, *m_matchers, *m_first, *m_length, *m_zone, *m_rule;
    widgets::PlainLabel *m_held, *m_error;
    std::vector<widgets::PlainLabel *> m_next; // a head and a line for each occurrence
    widgets::Button *m_confirm;
    QTimer m_quiet;
    async::Request m_counting;
};

} // namespace wf::ui
