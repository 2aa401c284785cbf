// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/dashboardbuilder.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class PickButton;
} // namespace wf::widgets

namespace wf::ui {

// service, template, region, version, instance, split by; and the toggles of the marks. Emits what was chosen; keeps
// nothing.
class VariablesBar final : public QWidget {
    Q_OBJECT
public:
    explicit VariablesBar(QWidget *parent = nullptr);
    void show(const engine::DashboardChoice &choice, const QStringList &services,
              const engine::DashboardSnapshot *snapshot);
    void offerTemplates(); // opens their menu
    [[nodiscard]] bool showsDeploys() const;
    [[nodiscard]] bool showsExemplars() const;

Q_SIGNALS:
    void chosen(const wf::engine::DashboardChoice &choice);
    void togglesChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Field = QString engine::DashboardChoice::*;
    widgets::PickButton *addPick(const QString &caption, Field field, bool canBeAll);
    void addTemplates();
    // The toggles say their names where there is room, if need be without their icons; else they are icons. What does
    // not fit even so goes on in a second line.
    void fit();
    void setChoices(widgets::PickButton *button, const QStringList &values, const QString &current);

    engine::DashboardChoice m_choice;
    widgets::PickButton *m_service, *m_template, *m_region, *m_version, *m_instance, *m_split;
    widgets::Button *m_each, *m_deploys, *m_exemplars;
};

} // namespace wf::ui
