// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/define/discoverdialog.h"

#include "models/base/duration.h"
#include "ui/base/flattable.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPointer>

namespace wf::ui {

namespace {

using Found = engine::ObjectiveFinder::Found;
using widgets::PlainLabel;
using widgets::TextRole;

QString productOf(const signals::Objective &o)
{
    switch (o.form) {
    case signals::ObjectiveForm::Sloth:
    case signals::ObjectiveForm::SlothKubernetes:
        return QStringLiteral("Sloth");
    case signals::ObjectiveForm::Pyrra:
        return QStringLiteral("Pyrra");
    case signals::ObjectiveForm::Grafana:
        return QStringLiteral("Grafana");
    case signals::ObjectiveForm::OpenSlo:
        break;
    }
    return QStringLiteral("OpenSLO");
}

std::vector<items::RowColumn<Found>> columns()
{
    const auto column = [](const QString &title, auto what) {
        return items::RowColumn<Found>{title, Qt::AlignLeft, [what](const Found &f, int role) -> QVariant {
                                           if (role == Qt::DisplayRole)
                                               return what(f);
                                           return role == widgets::CellKindRole
                                                      ? QVariant(static_cast<int>(widgets::CellKind::Text))
                                                      : QVariant();
                                       }};
    };
    return {
        column(DiscoverDialog::tr("Objective"), [](const Found &f) { return f.objective.name; }),
        column(DiscoverDialog::tr("Service"), [](const Found &f) { return f.objective.service; }),
        column(DiscoverDialog::tr("Target"), [](const Found &f) { return targetText(f.objective); }),
        column(DiscoverDialog::tr("Window"), [](const Found &f) { return base::humanDuration(f.objective.windowNs); }),
        column(DiscoverDialog::tr("Rules of"), [](const Found &f) { return productOf(f.objective); }),
        column(DiscoverDialog::tr("On"), [](const Found &f) { return f.source; })};
}

} // namespace

DiscoverDialog::DiscoverDialog(engine::ObjectiveFinder &finder, engine::ObjectiveWizard &wizard,
                               const QStringList &known, QWidget *parent)
    : QDialog(parent),
      m_finder(finder),
      m_wizard(wizard),
      m_table(new FlatTable(tr("Objectives of recording rules"))),
      m_word(new PlainLabel(tr("Reading the rules of the servers"), TextRole::Base, PlainLabel::Tone::Secondary)),
      m_one(new widgets::Button(tr("Take over"))),
      m_all(new widgets::Button(tr("Take over all")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Objectives of recording rules"));
    resize(820, 480);
    m_rows = new items::RowsModel<Found, QString>(
        columns(), [](const Found &f) { return f.objective.id; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({0, 130, 120, 90, 80, 140});
    m_word->setWrap(true);
    auto *close = new widgets::Button(tr("Close"));
    close->setAutoDefault(false);
    m_all->setAutoDefault(false);
    m_one->setPrimary(true);
    m_one->setDefault(true);
    for (widgets::Button *button : {m_one, m_all})
        button->setEnabled(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_word, 1);
    bottom->addWidget(close);
    bottom->addWidget(m_all);
    bottom->addWidget(m_one);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(10);
    column->addWidget(m_table, 1);
    column->addLayout(bottom);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_table, &FlatTable::rowSelected, this, &DiscoverDialog::preview);
    connect(m_one, &QPushButton::clicked, this, [this] {
        if (const auto *one = m_rows->at(m_table->currentIndex()))
            takeOver({*one});
    });
    connect(m_all, &QPushButton::clicked, this, [this] { takeOver(m_rows->rows()); });
    connect(&m_finder, &engine::ObjectiveFinder::changed, this, &DiscoverDialog::fill);
    m_finder.look(known);
}

void DiscoverDialog::fill()
{
    m_rows->setRows(m_finder.found());
    const bool hasAny = m_rows->rowCount() > 0;
    for (widgets::Button *button : {m_one, m_all})
        button->setEnabled(hasAny);
    if (!hasAny)
        return m_word->setText(m_finder.problems().value(
            0, tr("No rules of Sloth, Pyrra or Grafana keep an objective that is not defined already.")));
    m_table->setCurrentIndex(m_rows->index(0, 0));
    preview();
}

void DiscoverDialog::preview()
{
    const auto *one = m_rows->at(m_table->currentIndex());
    if (!one)
        return;
    m_word->setText(tr("Counting %1").arg(one->objective.name));
    m_wizard.preview(one->objective, [dialog = QPointer(this),
                                      name = one->objective.name](const base::Result<engine::BudgetReport> &report) {
        if (!dialog || dialog->m_left > 0)
            return;
        if (!report)
            return dialog->m_word->setText(report.error().summary);
        dialog->m_word->setText(report->whole.isKnown
                                    ? tr("%1: %2 good, %3 of the budget left.")
                                          .arg(name, percentText(report->compliance, 3), percentText(report->left, 1))
                                    : report->problems.value(0, tr("Nothing could be counted.")));
    });
}

void DiscoverDialog::takeOver(std::vector<Found> chosen)
{
    for (widgets::Button *button : {m_one, m_all})
        button->setEnabled(false);
    m_left = chosen.size();
    m_written = 0;
    m_refused.clear();
    for (const Found &one : chosen)
        m_wizard.save(
            one.objective, [dialog = QPointer(this), id = one.objective.id](const base::Result<QString> &path) {
                if (!dialog)
                    return;
                if (path) {
                    ++dialog->m_written;
                    Q_EMIT dialog->saved(*path);
                } else
                    dialog->m_refused << id + QStringLiteral(": ") + path.error().summary;
                if (--dialog->m_left > 0)
                    return;
                if (dialog->m_refused.isEmpty())
                    return dialog->accept();
                dialog->m_word->setText(tr("%n written. ", nullptr, dialog->m_written) + dialog->m_refused.first());
                dialog->m_all->setEnabled(true);
                dialog->m_one->setEnabled(true);
            });
}

} // namespace wf::ui
