// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/tracequeryform.h"

#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "models/engine/traces/conditionhelp.h"
#include "ui/traces/tracequerytext.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QCompleter>
#include <QMenu>
#include <QStringListModel>

namespace wf::ui {

namespace {

// A menu treats & as a mark for a key.
QString menuText(const QString &outside)
{
    return base::visibleText(outside, 120).replace(u'&', QStringLiteral("&&"));
}

QLineEdit *durationEdit(const QString &placeholder)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(placeholder);
    edit->setFixedSize(92, widgets::Theme::of(edit).controlHeight);
    return edit;
}

} // namespace

TraceQueryForm::TraceQueryForm(engine::TraceSearch &search, QWidget *parent)
    : QWidget(parent),
      m_search(search),
      m_serviceButton(new widgets::PickButton(tr("Service"))),
      m_operationButton(new widgets::PickButton(tr("Operation"))),
      m_limitButton(new widgets::PickButton(tr("Limit"))),
      m_tags(new widgets::FilterEdit(tr("Tags: error=true http.route=/checkout"))),
      m_least(durationEdit(tr("from 60ms"))),
      m_most(durationEdit(tr("to 5s"))),
      m_condition(new QLineEdit),
      m_completions(new QStringListModel(this)),
      m_submit(new widgets::Button(tr("Search"), QStringLiteral("run"), tr("Enter"))),
      m_problem(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Critical))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_submit->setPrimary(true);
    m_tags->setMinimumWidth(120);
    m_least->setAccessibleName(tr("Shortest duration"));
    m_most->setAccessibleName(tr("Longest duration"));
    row->addWidget(m_serviceButton);
    row->addWidget(m_operationButton);
    row->addWidget(m_tags, 1);
    row->addWidget(m_least);
    row->addWidget(m_most);
    row->addWidget(m_limitButton);
    row->addWidget(m_submit);
    column->addLayout(row);
    buildCondition(column);
    m_problem->setVisible(false);
    column->addWidget(m_problem);
    connect(m_serviceButton, &QToolButton::clicked, this, [this] {
        showNames(m_serviceButton, tr("Any service"), m_search.services(), [this](const QString &name) {
            setService(name);
            Q_EMIT submitted();
        });
    });
    connect(m_operationButton, &QToolButton::clicked, this, [this] {
        showNames(m_operationButton, tr("Any operation"), m_search.operations(m_service), [this](const QString &name) {
            setOperation(name);
            Q_EMIT submitted();
        });
    });
    connect(m_limitButton, &QToolButton::clicked, this, &TraceQueryForm::showLimits);
    connect(m_submit, &QPushButton::clicked, this, &TraceQueryForm::submitted);
    for (QLineEdit *edit : {static_cast<QLineEdit *>(m_tags), m_least, m_most, m_condition})
        connect(edit, &QLineEdit::returnPressed, this, &TraceQueryForm::submitted);
    refreshTexts();
}

void TraceQueryForm::buildCondition(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(
        new widgets::PlainLabel(tr("Whole trace"), widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary));
    m_condition->setPlaceholderText(tr("checkout calls payment and share of database > 40%"));
    m_condition->setAccessibleName(tr("Condition on the whole trace"));
    m_condition->setMaxLength(4000);
    m_condition->setFixedHeight(widgets::Theme::of(m_condition).controlHeight);
    widgets::setPlainToolTip(m_condition, tr("a calls b\na reaches b:operation\nhas service:operation\nerror under a\n"
                                             "share of a > 40%\nduration of a >= 250ms\nspans > 100\n"
                                             "Joined by and, or, not, ( ). * is any service."));
    row->addWidget(m_condition, 1);
    column->addLayout(row);
    auto *completer = new QCompleter(m_completions, m_condition);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_condition->setCompleter(completer);
    connect(m_condition, &QLineEdit::textEdited, this, &TraceQueryForm::complete);
}

void TraceQueryForm::complete(const QString &text)
{
    m_completions->setStringList(m_condition->cursorPosition() == text.size()
                                     ? engine::completeTraceCondition(text, m_search.services())
                                     : QStringList());
}

QString TraceQueryForm::condition() const
{
    return m_condition->text().trimmed();
}

void TraceQueryForm::setService(const QString &service)
{
    if (service != m_service)
        m_operation.clear();
    m_service = service;
    m_search.refreshOperations(service);
    refreshTexts();
}

void TraceQueryForm::setOperation(const QString &operation)
{
    m_operation = operation;
    refreshTexts();
}

void TraceQueryForm::refreshTexts()
{
    m_serviceButton->setValue(m_service.isEmpty() ? tr("Any") : m_service);
    m_operationButton->setValue(m_operation.isEmpty() ? tr("Any") : m_operation);
    m_operationButton->setEnabled(!m_service.isEmpty());
    m_limitButton->setValue(base::groupedInteger(m_limit));
}

void TraceQueryForm::showNames(widgets::PickButton *button, const QString &any, const QStringList &names,
                               std::function<void(const QString &)> chosen)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(any), &QAction::triggered, this, [chosen] { chosen(QString()); });
    menu->addSeparator();
    for (const QString &name : names)
        connect(menu->addAction(menuText(name)), &QAction::triggered, this, [chosen, name] { chosen(name); });
    if (names.isEmpty())
        menu->addAction(tr("No names are known yet"))->setEnabled(false);
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void TraceQueryForm::showLimits()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const int limit : {20, 50, 200, 500, 1500})
        connect(menu->addAction(base::groupedInteger(limit)), &QAction::triggered, this, [this, limit] {
            m_limit = limit;
            refreshTexts();
            Q_EMIT submitted();
        });
    menu->popup(m_limitButton->mapToGlobal(QPoint(0, m_limitButton->height())));
}

std::optional<base::Error> TraceQueryForm::problem(sources::TraceQuery &q) const
{
    const auto tags = parseTags(m_tags->text());
    if (!tags)
        return tags.error();
    const auto least = parseSpanDuration(m_least->text());
    const auto most = parseSpanDuration(m_most->text());
    if (!least || !most)
        return least ? most.error() : least.error();
    if (!condition().isEmpty())
        if (const auto read = engine::readTraceCondition(m_condition->text()); !read)
            return read.error();
    q.tags = *tags;
    q.minDurationNs = *least;
    q.maxDurationNs = *most;
    return std::nullopt;
}

std::optional<sources::TraceQuery> TraceQueryForm::query()
{
    sources::TraceQuery q;
    const auto error = problem(q);
    m_problem->setVisible(error.has_value());
    if (error) {
        m_problem->setText(error->summary);
        return std::nullopt;
    }
    q.service = m_service;
    q.operation = m_operation;
    q.limit = m_limit;
    return q;
}

} // namespace wf::ui
