// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/report/reportspanel.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "ui/agreements/report/pagepreview.h"
#include "ui/agreements/report/verificationdialog.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QUrl>

#include <algorithm>

namespace wf::ui {

namespace {

QString dayAndTime(qint64 ns)
{
    return base::isoTime(ns).left(16).replace(u'T', u' ') + QStringLiteral(" UTC");
}

} // namespace

ReportsPanel::ReportsPanel(engine::ReportDesk &desk, engine::AgreementKeeper &keeper, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_keeper(keeper),
      m_table(new FlatTable(tr("Reports issued"))),
      m_sentence(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_save(new widgets::Button(tr("Save again…"))),
      m_verify(new widgets::Button(tr("Verify a file…")))
{
    using Row = engine::IssuedReport;
    std::vector<items::RowColumn<Row>> columns;
    columns.push_back({tr("Report"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return r.title;
                           return role == widgets::SecondLineRole ? QVariant(r.id) : QVariant();
                       }});
    columns.push_back({tr("Issued"), Qt::AlignLeft, [](const Row &r, int role) -> QVariant {
                           if (role == Qt::DisplayRole)
                               return dayAndTime(r.atNs).left(10);
                           return role == widgets::SecondLineRole ? QVariant(r.by) : QVariant();
                       }});
    m_rows = new items::RowsModel<Row, QString>(
        std::move(columns), [](const Row &r) { return r.sha256; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 100});
    m_table->verticalHeader()->setDefaultSectionSize(36);
    build();
    refresh();
}

void ReportsPanel::build()
{
    m_panel = new widgets::Panel(m_table);
    m_panel->setHeaderVisible(false);
    m_panel->showLoading(tr("Reading the archive"), false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    if (PagePreview::isAvailable()) {
        m_preview = new PagePreview(m_desk.pools());
        column->addWidget(m_preview, 3);
    }
    column->addWidget(m_panel, 2);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 0, 12, 10);
    foot->setSpacing(8);
    m_sentence->setWrap(true);
    foot->addWidget(m_sentence);
    auto *row = new QHBoxLayout;
    for (widgets::Button *button : {m_save, m_verify})
        row->addWidget(button);
    row->addStretch();
    foot->addLayout(row);
    column->addLayout(foot);
    connect(m_table, &FlatTable::rowSelected, this, &ReportsPanel::look);
    connect(m_table, &FlatTable::rowOpened, this, &ReportsPanel::saveAgain);
    connect(m_save, &QAbstractButton::clicked, this, &ReportsPanel::saveAgain);
    connect(m_verify, &QAbstractButton::clicked, this, &ReportsPanel::verify);
    look();
}

void ReportsPanel::refresh()
{
    m_isAsking = true;
    m_desk.issued([this](const base::Result<std::vector<engine::IssuedReport>> &issued) {
        m_isAsking = false;
        if (issued) {
            m_all = *issued;
            fill();
        } else {
            m_panel->showError(tr("The archive of reports cannot be read"), issued.error(),
                               {{tr("Try again"), {}, [this] { refresh(); }}});
        }
        Q_EMIT settledChanged();
    });
}

void ReportsPanel::fill()
{
    std::vector<engine::IssuedReport> mine;
    std::ranges::copy_if(m_all, std::back_inserter(mine),
                         [this](const engine::IssuedReport &one) { return one.agreement == m_state.agreement.id; });
    const bool isEmpty = mine.empty();
    m_rows->setRows(std::move(mine));
    if (isEmpty)
        m_panel->showEmpty(tr("No report was issued for this contract"),
                           tr("Issued reports are kept here as they were, and can be verified later."));
    else
        m_panel->showContent();
    look();
}

void ReportsPanel::show(const engine::AgreementState &state)
{
    m_state = state;
    if (!m_isAsking)
        fill();
    describe();
    look();
    preview();
}

void ReportsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    preview();
}

// What a report of what is shown would look like; nothing is drawn that nobody sees.
void ReportsPanel::preview()
{
    if (!m_preview || !isVisible() || m_state.agreement.id.isEmpty())
        return;
    if (m_state.error)
        return m_preview->setProblem(m_state.error->summary);
    m_desk.preview({m_keeper.snapshot(), m_state.agreement.id, {}, {}, {}},
                   [this](const base::Result<QByteArray> &pdf) {
                       if (pdf)
                           m_preview->setDocument(*pdf, tr("Report for %1").arg(m_state.agreement.counterpart().name));
                       else
                           m_preview->setProblem(pdf.error().summary);
                   });
}

void ReportsPanel::look()
{
    const auto *one = m_rows->at(m_table->currentIndex());
    m_save->setEnabled(one != nullptr);
    if (one)
        m_sentence->setText(tr("Issued by %1 at %2. %3").arg(one->by, dayAndTime(one->atNs), one->reason).trimmed());
    else
        m_sentence->setText(tr("The same contract, period and data give the same bytes."));
}

void ReportsPanel::describe()
{
    if (!m_dialog)
        return;
    const auto &a = m_state.agreement;
    if (m_state.error)
        return m_dialog->showWaiting(m_state.error->summary);
    const QString period = engine::periodName(a, m_state.period.period);
    const QString words = m_state.period.isFinal ? period : tr("%1 to date, interim").arg(period);
    const QString name = a.reference.isEmpty() ? a.id : a.reference;
    m_dialog->showSubject(tr("%1, %2").arg(a.counterpart().name, words),
                          QString(name).replace(u'/', u'-') + u'-' + period);
}

void ReportsPanel::makeReport(std::vector<ReportDialog::Period> periods, const QString &folder)
{
    m_dialog =
        new ReportDialog(std::move(periods), m_keeper.snapshot()->period, folder, m_keeper.options().actor, window());
    connect(m_dialog, &ReportDialog::wished, this, &ReportsPanel::make);
    connect(m_dialog, &ReportDialog::periodWanted, this, [this](const QString &name) {
        m_dialog->showWaiting(tr("Looking at the figures of this period…"));
        Q_EMIT periodWanted(name);
    });
    describe();
    m_dialog->open();
}

void ReportsPanel::make(const ReportDialog::Wish &wish)
{
    const engine::ReportOrder order{m_keeper.snapshot(), m_state.agreement.id, wish.look, wish.path, wish.issued};
    m_desk.make(order, [this, isOpened = wish.isOpened](const base::Result<engine::ReportMade> &made) {
        if (m_dialog)
            m_dialog->tell(made ? base::Status(base::Done{}) : base::Status(made.error()));
        if (!made) {
            Q_EMIT said(made.error().summary, false);
            return;
        }
        const QString path = base::visibleText(made->path, 200);
        Q_EMIT said(made->issued ? tr("Issued and saved to %1.").arg(path) : tr("Saved to %1.").arg(path), true);
        if (made->issued)
            refresh();
        if (isOpened)
            QDesktopServices::openUrl(QUrl::fromLocalFile(made->path));
    });
}

void ReportsPanel::saveAgain()
{
    const auto *one = m_rows->at(m_table->currentIndex());
    if (!one)
        return;
    auto *dialog = new QFileDialog(window(), tr("Save the report as it was issued"), one->id + QStringLiteral(".pdf"),
                                   tr("Reports (*.pdf *.html *.csv *.json *.md)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, report = *one](const QString &path) {
        const auto format = wire::reportFormatOf(QFileInfo(path).suffix().toLower());
        if (!format) {
            Q_EMIT said(tr("Name the file .pdf, .html, .csv, .json or .md: its ending says the form."), false);
            return;
        }
        m_desk.writeAgain(
            report, {*format, wire::PaperSize::A4}, path, [this](const base::Result<engine::ReportMade> &made) {
                Q_EMIT said(made ? tr("Saved to %1.").arg(base::visibleText(made->path, 200)) : made.error().summary,
                            made.ok());
            });
    });
    dialog->open();
}

void ReportsPanel::verify()
{
    auto *dialog = new QFileDialog(window(), tr("Which report?"), QString(),
                                   tr("Reports (*.pdf *.html *.csv *.json *.md);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_desk.verify(path, m_keeper.snapshot(), [this, path](const base::Result<engine::ReportVerification> &found) {
            if (!found) {
                Q_EMIT said(found.error().summary, false);
                return;
            }
            auto *shown = new VerificationDialog(path, *found, window());
            shown->open();
        });
    });
    dialog->open();
}

} // namespace wf::ui
