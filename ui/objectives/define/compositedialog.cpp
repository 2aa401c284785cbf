// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/define/compositedialog.h"

#include "models/base/duration.h"
#include "models/base/units.h"
#include "models/engine/objectives/compose/together.h"
#include "ui/objectives/words/objectivewords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using widgets::PlainLabel;
using widgets::TextRole;

// "Shop availability" becomes "shop-availability".
QString idOf(const QString &name)
{
    QString out;
    for (const QChar c : name.trimmed().toLower())
        out += (c.isLetterOrNumber() && c.unicode() < 128) ? c : u'-';
    while (out.contains(QStringLiteral("--")))
        out.replace(QStringLiteral("--"), QStringLiteral("-"));
    while (out.startsWith(u'-'))
        out.remove(0, 1);
    while (out.endsWith(u'-'))
        out.chop(1);
    return out.left(63);
}

} // namespace

CompositeDialog::CompositeDialog(engine::ObjectiveWizard &wizard, engine::ObjectivesPtr snapshot, QWidget *parent)
    : QDialog(parent),
      m_wizard(wizard),
      m_snapshot(std::move(snapshot)),
      m_list(new QListWidget),
      m_name(new QLineEdit),
      m_service(new QLineEdit),
      m_owner(new QLineEdit),
      m_target(new QLineEdit),
      m_by(new widgets::Segmented({tr("By events"), tr("Each alike")})),
      m_word(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_problem(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Warning)),
      m_save(new widgets::Button(tr("Save")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Several objectives as one"));
    resize(760, 520);
    for (const engine::ObjectiveState &s : m_snapshot->objectives) {
        if (!s.together.isEmpty())
            continue;
        auto *item = new QListWidgetItem(
            QStringLiteral("%1  (%2, %3)")
                .arg(s.title().left(120), s.objective.service.left(60), base::humanDuration(s.objective.windowNs)));
        item->setData(Qt::UserRole, s.objective.id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        m_list->addItem(item);
    }
    m_list->setAccessibleName(tr("Objectives to take together"));
    build();
    connect(m_list, &QListWidget::itemChanged, this, &CompositeDialog::show);
    connect(m_by, &widgets::Segmented::currentChanged, this, &CompositeDialog::show);
    for (QLineEdit *edit : {m_name, m_target})
        connect(edit, &QLineEdit::textChanged, this, &CompositeDialog::show);
    connect(m_save, &QPushButton::clicked, this, &CompositeDialog::save);
    show();
}

void CompositeDialog::build()
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    const auto field = [&](const QString &name, QLineEdit *edit) {
        edit->setAccessibleName(name);
        edit->setMaxLength(120);
        auto *label = new PlainLabel(name, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        form->addRow(label, edit);
    };
    field(tr("Name"), m_name);
    field(tr("Service"), m_service);
    field(tr("Owner"), m_owner);
    field(tr("Target, %"), m_target);
    m_target->setPlaceholderText(tr("what theirs amount to"));
    form->addRow(m_by);
    m_word->setWrap(true);
    m_problem->setWrap(true);
    auto *right = new QVBoxLayout;
    right->addLayout(form);
    right->addWidget(m_word);
    right->addStretch(1);
    auto *both = new QHBoxLayout;
    both->setSpacing(18);
    both->addWidget(m_list, 3);
    both->addLayout(right, 2);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_save->setPrimary(true);
    m_save->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_problem, 1);
    bottom->addWidget(cancel);
    bottom->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 14);
    column->setSpacing(12);
    column->addLayout(both, 1);
    column->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

wire::SloComposite CompositeDialog::composite() const
{
    wire::SloComposite out;
    out.displayName = m_name->text().trimmed();
    out.name = idOf(out.displayName);
    out.service = m_service->text().trimmed();
    out.owner = m_owner->text().trimmed();
    out.isWeighted = m_by->current() == 1;
    bool isNumber = false;
    const double target = m_target->text().trimmed().toDouble(&isNumber) / 100;
    if (isNumber && target > 0 && target < 1)
        out.target = target;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            out.parts.push_back({m_list->item(i)->data(Qt::UserRole).toString(), 1, {}});
    return out;
}

void CompositeDialog::show()
{
    const wire::SloComposite made = composite();
    const bool hasBadTarget = !m_target->text().trimmed().isEmpty() && !made.target;
    m_problem->setText(made.parts.size() < 2 ? tr("Choose two objectives or more.")
                       : made.name.isEmpty() ? tr("It needs a name.")
                       : hasBadTarget        ? tr("A target is above 0 and below 100 %.")
                                             : QString());
    m_save->setEnabled(m_problem->text().isEmpty());
    if (made.parts.size() < 2)
        return m_word->setText({});
    std::vector<engine::ObjectivePart> parts;
    for (const engine::ObjectiveState &s : m_snapshot->objectives)
        parts.push_back({&s.objective, &s.report, 1});
    const auto together = engine::togetherOf({made}, parts, m_snapshot->asOfNs, {});
    const engine::BudgetReport &report = together.front().report;
    QString text = report.whole.isKnown
                       ? tr("Together %1 good against %2, so %3 of the budget is left.")
                             .arg(percentText(report.compliance, 3), percentText(together.front().objective.target, 3),
                                  percentText(report.left, 1))
                       : report.problems.value(0);
    if (std::isfinite(report.whole.total))
        text += u' ' + tr("%1 events.").arg(base::groupedInteger(std::llround(report.whole.total)));
    for (const QString &note : report.notes)
        text += u'\n' + note;
    m_word->setText(text);
}

void CompositeDialog::save()
{
    m_save->setEnabled(false);
    m_wizard.saveComposite(composite(), [dialog = QPointer(this)](const base::Result<QString> &path) {
        if (!dialog)
            return;
        if (!path) {
            dialog->m_save->setEnabled(true);
            return dialog->m_problem->setText(path.error().summary);
        }
        Q_EMIT dialog->saved(*path);
        dialog->accept();
    });
}

} // namespace wf::ui
