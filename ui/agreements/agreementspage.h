// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

QT_BEGIN_NAMESPACE
class QBoxLayout;
QT_END_NAMESPACE

namespace wf::widgets {
class Panel;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class ContractView;
class FlatTable;
class SignPanel;

// Contracts promised by us and to us, worst first; of the selected one its clauses and what led to the amount, and what
// is signed.
class AgreementsPage final : public Screen {
    Q_OBJECT
public:
    AgreementsPage(engine::AgreementKeeper &keeper, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("agreements"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    [[nodiscard]] Badge badge() const override;

private:
    using State = engine::AgreementState;
    void buildHead(QBoxLayout *column);
    void buildList();
    void buildActions();
    void choosePeriod();
    void fill();
    void showSelected();
    [[nodiscard]] const State *selected() const;
    void exclude();
    void edit(bool isCopy);
    void exportTable();
    void describeSums();

    engine::AgreementKeeper &m_keeper;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts;
    widgets::PickButton *m_period;
    FlatTable *m_table;
    items::RowsModel<State, QString> *m_rows;
    widgets::Panel *m_listPanel;
    widgets::PlainLabel *m_sums;
    ContractView *m_view;
    SignPanel *m_sign;
    QWidget *m_detail;
    QList<QAction *> m_actions;
    QString m_selected;
    bool m_active = false;
};

} // namespace wf::ui
