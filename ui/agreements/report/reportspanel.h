// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/reports/desk/reportdesk.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/agreements/report/reportdialog.h"

#include <QPointer>
#include <QWidget>

namespace wf::widgets {
class Button;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class PagePreview;

// Reports of one contract: those that were issued, newest first, saved again in any form; new ones, and whether a
// document is one of them.
class ReportsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ReportsPanel(engine::ReportDesk &desk, engine::AgreementKeeper &keeper, QWidget *parent = nullptr);
    // The contract whose reports are shown, with the figures as they are known.
    void show(const engine::AgreementState &state);
    // Asks which report to make, of the contract shown; `periods` are those to choose from.
    void makeReport(std::vector<ReportDialog::Period> periods, const QString &folder);
    void verify();
    void refresh(); // the archive is read again
    [[nodiscard]] bool isSettled() const { return !m_isAsking; }

protected:
    void showEvent(QShowEvent *event) override;

Q_SIGNALS:
    void said(const QString &words, bool isGood);
    void settledChanged();
    void periodWanted(const QString &name); // show() is called once it is known

private:
    void build();
    void look();
    void make(const ReportDialog::Wish &wish);
    void saveAgain();
    void fill();
    void describe();
    void preview();

    engine::ReportDesk &m_desk;
    engine::AgreementKeeper &m_keeper;
    engine::AgreementState m_state;
    std::vector<engine::IssuedReport> m_all;
    FlatTable *m_table;
    items::RowsModel<engine::IssuedReport, QString> *m_rows;
    widgets::Panel *m_panel;
    PagePreview *m_preview = nullptr; // when this build can draw pages
    widgets::PlainLabel *m_sentence;
    QPointer<ReportDialog> m_dialog;
    widgets::Button *m_save;
    widgets::Button *m_verify;
    bool m_isAsking = false;
};

} // namespace wf::ui
