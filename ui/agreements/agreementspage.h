// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/export/agreementtables.h"
#include "models/engine/agreements/keeper/agreementkeeper.h"
#include "models/engine/reports/desk/reportdesk.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

QT_BEGIN_NAMESPACE
class QBoxLayout;
class QMenu;
class QSplitter;
class QStackedWidget;
QT_END_NAMESPACE

namespace wf::widgets {
class Button;
class Panel;
class PickButton;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class ContractView;
class FlatTable;
class ReportsPanel;
class SignPanel;

// Contracts promised by us and to us, worst first; of the selected one its clauses and what led to the amount, what is
// signed, and its reports. Where there is no room for all of it side by side, one of the three is shown.
class AgreementsPage final : public Screen {
    Q_OBJECT
public:
    AgreementsPage(engine::AgreementKeeper &keeper, std::unique_ptr<engine::ReportDesk> desk, WatchContext &context,
                   QWidget *parent = nullptr);
    ~AgreementsPage() override;
    [[nodiscard]] QString key() const override { return QStringLiteral("agreements"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    [[nodiscard]] Badge badge() const override;
    // Of what does not fit side by side: 0 the contract, 1 what is to be signed, 2 the reports.
    void showSide(int side);

Q_SIGNALS:
    void mailQueued(); // a notice was signed to be sent

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using State = engine::AgreementState;
    void buildHead(QBoxLayout *column);
    void buildList();
    [[nodiscard]] QWidget *buildBody();
    void buildActions();
    void arrange();
    void choosePeriod();
    void lookAt(const QString &name);
    void fill();
    void showProblems();
    void showSelected();
    [[nodiscard]] const State *selected() const;
    void exclude();
    void openEditor(const QString &path, const QString &text, bool isNew, bool showsVersions = false);
    void edit(bool showsVersions);
    void duplicate();
    void writeNew();
    void makeReport();
    void fillExports(QMenu *menu);
    void exportTable(engine::AgreementTable table, bool isJson, bool isOfAll);
    void describeSums();
    void tellOutcome(const QString &words, bool isGood);

    engine::AgreementKeeper &m_keeper;
    std::unique_ptr<engine::ReportDesk> m_desk;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts;
    widgets::PickButton *m_period;
    QWidget *m_problemBar;
    widgets::PlainLabel *m_problem;
    widgets::Button *m_openProblem;
    QString m_problemFile;
    FlatTable *m_table;
    items::RowsModel<State, QString> *m_rows;
    widgets::Panel *m_listPanel;
    widgets::PlainLabel *m_sums;
    ContractView *m_view;
    SignPanel *m_sign;
    ReportsPanel *m_reports;
    widgets::Segmented *m_all;   // contract, to sign, reports: where one of them fits
    widgets::Segmented *m_sides; // to sign, reports: beside the contract
    widgets::PlainLabel *m_waiting;
    QStackedWidget *m_side;
    QWidget *m_sideBox;
    QWidget *m_detail;
    QList<QAction *> m_actions;
    QString m_selected;
    bool m_hasMail = false;
    bool m_active = false;
};

} // namespace wf::ui
