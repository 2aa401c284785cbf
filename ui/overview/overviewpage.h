// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/services/fleetwatch.h"
#include "models/engine/situation/ahead.h"
#include "models/engine/situation/fleetnow.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/overview/situationstrip.h"
#include "ui/overview/vitalsigns.h"

#include <QHash>

namespace wf::widgets {
class FilterEdit;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class AlertsOverTime;
class FlatTable;

// What is left of a service's worst objective, for the Budget column.
struct BudgetCell {
    double left = 0; // 1 = untouched, < 0 = overspent
    signals::Severity severity = signals::Severity::Ok;
    QString objective;
    qint64 asOfNs = 0; // 0 = now; else what it was when the sources answered last
};

// One row of the service table.
struct OverviewRow {
    engine::FleetRow fleet;
    BudgetCell budget;
    bool hasBudget = false;
    QString deploy;
};

class OverviewPage final : public Screen {
    Q_OBJECT
public:
    struct Parts {
        engine::FleetWatch &fleet;
        engine::AlertWatch &alerts;
        const engine::IncidentKeeper &incidents;
        engine::CauseDesk &causes;
    };
    OverviewPage(const Parts &parts, WatchContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("overview"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override; // hidden it fills nothing
    [[nodiscard]] bool isSettled() const override;
    // The worst objective of each service, and what is dated ahead; from whoever keeps objectives and silences.
    void setBudgets(const QHash<QString, BudgetCell> &budgets);
    void setAhead(std::vector<engine::AheadItem> items);

Q_SIGNALS:
    void screenRequested(const QString &key); // all incidents, all of capacity

private:
    void buildTable();
    void buildIncidents();
    void buildAhead();
    void refresh();
    // What FleetWatch knows, with the alerts of now where the range ends now.
    [[nodiscard]] const engine::FleetPtr &fleetNow();
    void fillAll();
    void fillTable();
    void showTable();
    void arrangeColumns(const QStringList &regions);
    void fillSituation();
    [[nodiscard]] Situation situationOf(const engine::Incident &worst) const;
    // The one nobody can overlook; null: none is open.
    [[nodiscard]] engine::IncidentPtr worst() const;
    void lookAtTheWorst();
    void fillVitals();
    [[nodiscard]] VitalSign firingSign(const engine::FleetSnapshot &fleet) const;
    void fillAhead();
    void fillIncidents();
    [[nodiscard]] std::vector<items::RowColumn<OverviewRow>> columns(const QStringList &regions) const;

    engine::FleetWatch &m_fleet;
    engine::AlertWatch &m_alerts;
    const engine::IncidentKeeper &m_incidents;
    engine::CauseDesk &m_causes;
    WatchContext &m_context;
    engine::FleetNow m_fleetNow;
    QHash<QString, BudgetCell> m_budgets;
    std::vector<engine::AheadItem> m_ahead;
    QStringList m_regions;
    bool m_active = false;
    SituationStrip *m_situation;
    VitalSigns *m_vitals;
    widgets::Panel *m_servicesPanel;
    widgets::FilterEdit *m_filter;
    FlatTable *m_table;
    items::RowsModel<OverviewRow, QString> *m_rows;
    AlertsOverTime *m_alertsOverTime;
    FlatTable *m_incidentTable;
    items::RowsModel<engine::IncidentPtr, qint64> *m_incidentRows;
    widgets::Panel *m_incidentPanel;
    FlatTable *m_aheadTable;
    items::RowsModel<engine::AheadItem, QString> *m_aheadRows;
    widgets::Panel *m_aheadPanel;
    bool m_wasShown = false;   // the table, once
    signals::Subject m_chosen; // selected for the operator, who has selected nothing
};

} // namespace wf::ui
