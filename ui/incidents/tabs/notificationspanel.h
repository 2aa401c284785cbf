// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/watchcontext.h"
#include "ui/incidents/tabs/telling.h"

#include <QWidget>

namespace wf::widgets {
class PlainLabel;
class RowTable;
} // namespace wf::widgets

namespace wf::ui {

// Who was told of an incident, over which channel, and what became of it; above it who is told next.
class NotificationsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit NotificationsPanel(WatchContext &context, QWidget *parent = nullptr);
    ~NotificationsPanel() override;
    void setTelling(const Telling &telling);
    void show(const engine::IncidentPtr &incident); // may be null
    [[nodiscard]] int count() const;
    [[nodiscard]] QString words() const; // who is told next, or why nobody is

Q_SIGNALS:
    void changed();

private:
    void refresh();

    WatchContext &m_context;
    Telling m_telling;
    engine::IncidentPtr m_incident;
    items::RowsModel<engine::Delivery, QString> *m_rows;
    widgets::RowTable *m_table;
    widgets::PlainLabel *m_next;
};

// "in 13:13 to Ines Carvalho (phone)", "run by nobody", "no escalation is for it": the fact, with its tone.
struct NextEscalation {
    QString words;
    bool isWarning = false;
    double passed = -1; // of the time until then, 0 to 1; below 0: no time is set
};
[[nodiscard]] NextEscalation nextEscalation(const Telling &telling, const engine::Incident &incident, qint64 nowNs);

} // namespace wf::ui
