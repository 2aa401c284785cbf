// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/define/objectiveform.h"

#include "models/base/units.h"
#include "models/engine/objectives/propose/openslotext.h"
#include "ui/base/flattable.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/figure/burndownfigure.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>

#include <cmath>

namespace wf::ui {

namespace {

using engine::ObjectiveProposal;
using widgets::PlainLabel;
using widgets::TextRole;

std::vector<items::RowColumn<ObjectiveProposal>> columns()
{
    const auto column = [](const QString &title, widgets::CellKind kind, auto what) {
        return items::RowColumn<ObjectiveProposal>{
            title, Qt::AlignLeft, [kind, what](const ObjectiveProposal &p, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return what(p);
                return role == widgets::CellKindRole ? QVariant(static_cast<int>(kind)) : QVariant();
            }};
    };
    return {
        column(ObjectiveForm::tr("Proposed"), widgets::CellKind::Text,
               [](const ObjectiveProposal &p) { return engine::templateName(p.kind); }),
        column(ObjectiveForm::tr("Of"), widgets::CellKind::Mono, [](const ObjectiveProposal &p) { return p.metric; })};
}

} // namespace

ObjectiveForm::ObjectiveForm(engine::ObjectiveWizard &wizard, const QString &service, QWidget *parent)
    : QDialog(parent),
      m_wizard(wizard),
      m_services(new QComboBox),
      m_table(new FlatTable(tr("Proposed objectives"))),
      m_name(new QLineEdit),
      m_target(new QLineEdit),
      m_days(new QLineEdit),
      m_owner(new QLineEdit),
      m_figure(new widgets::BurnDownFigure),
      m_facts(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_problem(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Warning)),
      m_text(new QPlainTextEdit),
      m_save(new widgets::Button(tr("Save objective")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New objective"));
    resize(940, 600);
    m_rows = new items::RowsModel<ObjectiveProposal, QString>(
        columns(), [](const ObjectiveProposal &p) { return p.objective.id; }, this);
    m_table->setModel(m_rows);
    m_table->setColumnWidths({150, 0});
    build();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(300);
    connect(&m_quiet, &QTimer::timeout, this, &ObjectiveForm::preview);
    connect(m_services, &QComboBox::currentTextChanged, &m_wizard, &engine::ObjectiveWizard::choose);
    connect(&m_wizard, &engine::ObjectiveWizard::proposalsChanged, this, &ObjectiveForm::showProposals);
    connect(m_table, &FlatTable::rowSelected, this, &ObjectiveForm::takeProposal);
    for (QLineEdit *edit : {m_name, m_target, m_days, m_owner})
        connect(edit, &QLineEdit::textChanged, this, &ObjectiveForm::takeFields);
    connect(m_save, &QPushButton::clicked, this, &ObjectiveForm::save);
    m_services->addItems(m_wizard.services());
    if (const int at = m_services->findText(service); at >= 0)
        m_services->setCurrentIndex(at);
    if (m_services->count() == 0)
        m_problem->setText(tr("No service is known yet: connect a metric source first."));
}

void ObjectiveForm::build()
{
    const auto caption = [](const QString &text) {
        auto *label = new PlainLabel(text, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        return label;
    };
    m_services->setAccessibleName(tr("Service"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(120);
    m_target->setAccessibleName(tr("Target in percent"));
    m_days->setAccessibleName(tr("Window in days"));
    m_owner->setAccessibleName(tr("Owner"));
    m_owner->setMaxLength(60);
    auto *fields = new QFormLayout;
    fields->setHorizontalSpacing(12);
    fields->setVerticalSpacing(8);
    fields->addRow(caption(tr("Service")), m_services);
    fields->addRow(m_table);
    fields->addRow(caption(tr("Name")), m_name);
    fields->addRow(caption(tr("Target, %")), m_target);
    fields->addRow(caption(tr("Window, days")), m_days);
    fields->addRow(caption(tr("Owner")), m_owner);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("The file as it will be written"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(widgets::Theme::of(this).font(TextRole::MonoSmall));
    m_facts->setWrap(true);
    m_problem->setWrap(true);
    auto *right = new QVBoxLayout;
    right->setSpacing(8);
    right->addWidget(new PlainLabel(tr("How the window so far would have gone"), TextRole::Strong));
    right->addWidget(m_figure, 3);
    right->addWidget(m_facts);
    right->addWidget(m_text, 2);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_save->setPrimary(true);
    m_save->setDefault(true);
    m_save->setEnabled(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_problem, 1);
    bottom->addWidget(cancel);
    bottom->addWidget(m_save);
    auto *both = new QHBoxLayout;
    both->setSpacing(18);
    both->addLayout(fields, 2);
    both->addLayout(right, 3);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(12);
    column->addLayout(both, 1);
    column->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ObjectiveForm::showProposals()
{
    m_rows->setRows(m_wizard.proposals());
    m_problem->setText(m_wizard.error()     ? m_wizard.error()->summary
                       : m_rows->rowCount() ? QString()
                                            : tr("Nothing this service exposes looks like an indicator."));
    m_save->setEnabled(false);
    if (m_rows->rowCount() > 0) {
        m_table->setCurrentIndex(m_rows->index(0, 0));
        takeProposal();
    }
}

void ObjectiveForm::takeProposal()
{
    const auto *chosen = m_rows->at(m_table->currentIndex());
    if (!chosen)
        return;
    m_objective = chosen->objective;
    m_isFilling = true;
    m_name->setText(m_objective.name);
    m_target->setText(QString::number(m_objective.target * 100, 'g', 8));
    m_days->setText(QString::number(m_objective.windowNs / base::nsPerDay));
    m_isFilling = false;
    takeFields();
}

void ObjectiveForm::takeFields()
{
    if (m_isFilling || m_objective.id.isEmpty())
        return;
    bool isTarget = false;
    bool isWindow = false;
    const double target = m_target->text().toDouble(&isTarget);
    const int days = m_days->text().toInt(&isWindow);
    isTarget = isTarget && target > 0 && target < 100;
    isWindow = isWindow && days >= 1 && days <= 366;
    m_problem->setText(!isTarget
                           ? tr("A target is above 0 and below 100 %: of nothing that may fail there is no budget.")
                       : !isWindow                          ? tr("A window is from 1 to 366 days.")
                       : m_name->text().trimmed().isEmpty() ? tr("An objective needs a name.")
                                                            : QString());
    m_save->setEnabled(m_problem->text().isEmpty());
    if (!m_problem->text().isEmpty())
        return;
    m_objective.name = m_name->text().trimmed();
    m_objective.target = target / 100;
    m_objective.windowNs = days * base::nsPerDay;
    const QString owner = m_owner->text().trimmed();
    m_objective.labels = owner.isEmpty() ? base::Labels() : base::Labels{{"owner", owner.toStdString()}};
    const auto text = engine::openSloText(m_objective);
    m_text->setPlainText(text ? QString::fromUtf8(*text) : text.error().summary);
    m_quiet.start();
}

void ObjectiveForm::preview()
{
    m_facts->setText(tr("Counting"));
    m_wizard.preview(m_objective,
                     [form = QPointer(this), id = m_objective.id](const base::Result<engine::BudgetReport> &report) {
                         if (form && form->m_objective.id == id)
                             form->showPreview(report);
                     });
}

void ObjectiveForm::showPreview(const base::Result<engine::BudgetReport> &report)
{
    if (!report)
        return m_facts->setText(report.error().summary);
    widgets::BurnDown shown;
    shown.startNs = report->period.startNs;
    shown.firstNs = report->history.startNs;
    shown.stepNs = report->history.stepNs;
    shown.left = report->burnDown;
    shown.nowNs = report->window.endNs;
    shown.leftNow = report->left;
    shown.windowEndNs = report->period.endNs;
    shown.evenSpend = true;
    shown.isInTrouble = report->left <= 0;
    shown.title = m_objective.name;
    m_figure->setBurnDown(shown);
    if (!report->whole.isKnown)
        return m_facts->setText(report->problems.value(0, tr("Nothing could be counted.")));
    m_facts->setText(tr("%1 good of %2, so %3 of the budget would be left; data for %4 of the window.")
                         .arg(percentText(report->compliance, 3),
                              std::isfinite(report->whole.total)
                                  ? base::groupedInteger(std::llround(report->whole.total))
                                  : tr("all"),
                              percentText(report->left, 1), percentText(report->data.coverage, 0)));
}

void ObjectiveForm::save()
{
    m_save->setEnabled(false);
    m_wizard.save(m_objective, [form = QPointer(this)](const base::Result<QString> &path) {
        if (!form)
            return;
        form->m_save->setEnabled(true);
        if (!path) {
            form->m_problem->setText(path.error().detail.isEmpty()
                                         ? path.error().summary
                                         : path.error().summary + u": " + path.error().detail);
            return;
        }
        Q_EMIT form->saved(*path, form->m_objective.id);
        form->accept();
    });
}

} // namespace wf::ui
