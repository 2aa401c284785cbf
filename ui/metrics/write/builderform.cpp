// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/write/builderform.h"

#include "models/base/untrusted.h"
#include "models/engine/explore/build/builtproblems.h"
#include "models/engine/explore/complete/completer.h"
#include "ui/metrics/write/builderrow.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/wrongfield.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"
#include "widgets/expression/expressionedit.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCompleter>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using engine::BuiltAggregation;
using engine::BuiltArithmetic;
using engine::BuiltCall;
using engine::BuiltStep;
using Op = signals::LabelMatcher::Op;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr qsizetype buttonsAtEnd = 2; // Condition, Step

const std::array<std::pair<Op, QString>, 4> &signs()
{
    static const std::array<std::pair<Op, QString>, 4> all{
        {{Op::Equal, u"="_s}, {Op::NotEqual, u"!="_s}, {Op::Regex, u"=~"_s}, {Op::NotRegex, u"!~"_s}}};
    return all;
}

QString signText(Op op)
{
    return std::ranges::find(signs(), op, &std::pair<Op, QString>::first)->second;
}

QStringList namesIn(const QString &text)
{
    QStringList names = text.split(u',', Qt::SkipEmptyParts);
    for (QString &name : names)
        name = name.trimmed();
    names.removeAll(QString());
    return names;
}

} // namespace

BuilderForm::BuilderForm(engine::MetricCatalog &catalog, engine::Completer &completer, QWidget *parent)
    : QWidget(parent), m_catalog(catalog), m_completer(completer), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 4, 0, 6);
    m_column->setSpacing(0);
    setAutoFillBackground(true);
    connect(&m_catalog, &engine::MetricCatalog::shapeChanged, this, [this](const QString &metric) {
        if (metric == m_query.metric)
            offerAll();
    });
    rebuild();
}

bool BuilderForm::setText(const QString &text)
{
    if (text == m_text && m_rows)
        return m_why.isEmpty();
    m_text = text;
    m_why.clear();
    if (text.trimmed().isEmpty()) {
        m_query = {};
    } else if (auto built = engine::builtFrom(text)) {
        m_query = std::move(*built);
    } else {
        m_why = built.error().summary;
    }
    rebuild();
    return m_why.isEmpty();
}

void BuilderForm::tell()
{
    m_text = m_query == engine::BuiltQuery() ? QString() : engine::textOf(m_query);
    Q_EMIT changed(m_text);
}

bool BuilderForm::isSound() const
{
    return m_why.isEmpty() && engine::isSound(m_query);
}

void BuilderForm::setMetric(const QString &metric)
{
    m_why.clear();
    m_query.metric = metric;
    tell();
    rebuild();
}

QWidgetList BuilderForm::reached() const
{
    QWidgetList out;
    if (m_rows)
        for (QWidget *widget : m_rows->findChildren<QWidget *>())
            if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled())
                out << widget;
    return out;
}

// The rows of the last state are gone one round later: one of them may be what was just clicked. The keys stay where
// they are: in the same place from above, or with the buttons at the end.
void BuilderForm::rebuild()
{
    const QWidgetList before = reached();
    const auto place = before.indexOf(QApplication::focusWidget());
    const auto fromEnd = before.size() - place;
    fillRows();
    const QWidgetList after = reached();
    if (place >= 0 && !after.isEmpty())
        after[std::clamp<qsizetype>(fromEnd <= buttonsAtEnd ? after.size() - fromEnd : place, 0, after.size() - 1)]
            ->setFocus();
}

void BuilderForm::fillRows()
{
    m_offered.clear();
    if (m_rows) {
        m_rows->hide();
        m_rows->deleteLater();
    }
    m_rows = new QWidget;
    auto *column = new QVBoxLayout(m_rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    m_column->addWidget(m_rows);
    if (!m_why.isEmpty()) {
        auto *row = new BuilderRow({});
        auto *label = new PlainLabel(m_why, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setWrap(true);
        row->line().addWidget(label, 1);
        column->addWidget(row);
        return;
    }
    addMetric();
    addConditions();
    addSteps();
    offerAll();
}

// Fields are completed from what is known now, and again when more is: any part of a name may be written.
void BuilderForm::offerAll()
{
    for (const Offered &one : m_offered) {
        const QStringList choices = one.label.isEmpty() ? labelsOfMetric() : valuesOf(one.label);
        if (!one.field || choices.isEmpty())
            continue;
        auto *completer = new QCompleter(choices, one.field);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        one.field->setCompleter(completer);
    }
}

QStringList BuilderForm::labelsOfMetric() const
{
    QStringList out;
    if (const auto shape = m_catalog.shape(m_query.metric))
        for (const auto &label : shape->labels)
            out << label.name;
    return out;
}

QStringList BuilderForm::valuesOf(const QString &label) const
{
    QStringList out;
    const auto shape = m_catalog.shape(m_query.metric);
    if (const auto *known = shape ? shape->label(label) : nullptr)
        for (const auto &value : known->values)
            out << value.name;
    return out;
}

QLineEdit *BuilderForm::field(const QString &name, const QString &value, int width,
                              std::function<void(const QString &)> set)
{
    auto *edit = new QLineEdit(value);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(name);
    edit->setFont(widgets::Theme::of(this).font(TextRole::MonoSmall));
    if (width > 0)
        edit->setFixedWidth(width);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, value, set = std::move(set)] {
        if (!set || edit->text() == value)
            return;
        set(edit->text().trimmed());
        tell();
        rebuild();
    });
    return edit;
}

// What cannot be read stays in the field, said below it, and out of the query.
QLineEdit *BuilderForm::numberField(BuilderRow &row, double value, int width, std::function<void(double)> set)
{
    auto *edit = field(tr("number"), engine::builtNumberText(value), width, {});
    connect(edit, &QLineEdit::editingFinished, this, [this, &row, edit, value, set = std::move(set)] {
        const auto number = engine::builtNumber(edit->text());
        const QString why = number ? QString() : tr("%1 is no number.").arg(base::visibleText(edit->text(), 40));
        widgets::markWrong(*edit, why);
        row.setProblem(why);
        if (!number || *number == value)
            return;
        set(*number);
        tell();
        rebuild();
    });
    return edit;
}

// The field proposes as the editor does, of names of metrics alone.
QWidget *BuilderForm::metricField()
{
    using widgets::ExpressionEdit;
    auto *edit = new ExpressionEdit(tr("Name of the metric, or choose one on the left"));
    edit->setFramed(true);
    edit->setLines(1, 1);
    edit->setEnterRuns(true);
    edit->setPlaceholderText(edit->accessibleName());
    edit->setPlainText(m_query.metric);
    const auto take = [this, edit, was = m_query.metric] {
        const QString name = edit->text().simplified();
        if (name == was || name == m_query.metric)
            return;
        m_query.metric = name;
        tell();
        rebuild();
    };
    connect(edit, &ExpressionEdit::runRequested, this, take);
    connect(edit, &ExpressionEdit::left, this, take);
    connect(edit, &ExpressionEdit::proposalTaken, this, take);
    connect(edit, &ExpressionEdit::proposalsWanted, this,
            [this, edit](const QString &text, int, bool isForced, quint64 ticket) {
                m_completer.completeMetric(text, isForced,
                                           [asked = QPointer(edit), ticket](const signals::Completion &answer) {
                                               if (asked)
                                                   asked->setCompletion(ticket, answer);
                                           });
            });
    return edit;
}

void BuilderForm::addMetric()
{
    auto *row = new BuilderRow(tr("Metric"));
    row->line().addWidget(metricField(), 1);
    auto *offset = field(tr("offset"), m_query.offset, 72, [this](const QString &text) { m_query.offset = text; });
    const QString why = engine::offsetProblem(m_query.offset);
    widgets::markWrong(*offset, why);
    row->setProblem(!why.isEmpty()                                                   ? why
                    : m_query.metric.isEmpty() && !(m_query == engine::BuiltQuery()) ? tr("Name a metric.")
                                                                                     : QString());
    row->line().addWidget(offset, 0, Qt::AlignTop);
    m_rows->layout()->addWidget(row);
}

QWidget *BuilderForm::conditionRow(std::size_t i)
{
    auto *row = new BuilderRow(i == 0 ? tr("Where") : tr("and"));
    auto *line = &row->line();
    const auto &condition = m_query.conditions[i];
    auto *label = field(tr("label"), condition.label, 150,
                        [this, i](const QString &name) { m_query.conditions[i].label = name; });
    m_offered.push_back({label, {}});
    line->addWidget(label);
    auto *sign = new widgets::PickButton({}, signText(condition.op));
    sign->setAccessibleName(tr("How it is compared"));
    connect(sign, &QToolButton::clicked, this, [this, i, sign] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const auto &[op, text] : signs())
            connect(menu->addAction(text), &QAction::triggered, this, [this, i, op = op] {
                m_query.conditions[i].op = op;
                tell();
                rebuild();
            });
        menu->popup(sign->mapToGlobal(QPoint(0, sign->height())));
    });
    line->addWidget(sign);
    auto *value =
        field(tr("value"), condition.value, 0, [this, i](const QString &text) { m_query.conditions[i].value = text; });
    if (!condition.label.isEmpty())
        m_offered.push_back({value, condition.label});
    line->addWidget(value, 1);
    const QString why = engine::problemOf(condition);
    widgets::markWrong(condition.label.isEmpty() ? *label : *value, why);
    row->setProblem(why);
    auto *drop = new widgets::IconButton(u"close"_s, tr("Leave this condition out"));
    connect(drop, &QToolButton::clicked, this, [this, i] {
        m_query.conditions.erase(m_query.conditions.begin() + static_cast<std::ptrdiff_t>(i));
        tell();
        rebuild();
    });
    line->addWidget(drop);
    return row;
}

void BuilderForm::addConditions()
{
    for (std::size_t i = 0; i < m_query.conditions.size(); ++i)
        m_rows->layout()->addWidget(conditionRow(i));
}

void BuilderForm::addCallFields(BuilderRow &row, std::size_t i)
{
    const auto &call = std::get<BuiltCall>(m_query.steps[i]);
    row.line().addWidget(new PlainLabel(call.function, TextRole::MonoSmall));
    if (!call.range.isEmpty()) {
        auto *range = field(tr("range"), call.range, 150, [this, i](const QString &text) {
            if (!text.isEmpty()) // the step is one over a range of time
                std::get<BuiltCall>(m_query.steps[i]).range = text;
        });
        const QString why = engine::rangeProblem(call.range);
        widgets::markWrong(*range, why);
        row.setProblem(why);
        row.line().addWidget(range);
    }
    const auto addNumbers = [&](std::vector<double> BuiltCall::*numbers) {
        for (std::size_t k = 0; k < (call.*numbers).size(); ++k)
            row.line().addWidget(numberField(row, (call.*numbers)[k], 72, [this, i, numbers, k](double number) {
                (std::get<BuiltCall>(m_query.steps[i]).*numbers)[k] = number;
            }));
    };
    addNumbers(&BuiltCall::before);
    addNumbers(&BuiltCall::behind);
}

void BuilderForm::addAggregationFields(BuilderRow &row, std::size_t i)
{
    QHBoxLayout &line = row.line();
    const auto &aggregation = std::get<BuiltAggregation>(m_query.steps[i]);
    line.addWidget(new PlainLabel(aggregation.op, TextRole::MonoSmall));
    if (aggregation.param)
        line.addWidget(numberField(row, *aggregation.param, 72, [this, i](double number) {
            std::get<BuiltAggregation>(m_query.steps[i]).param = number;
        }));
    auto *side = new widgets::Segmented({tr("by"), tr("without")});
    side->setCurrent(aggregation.isWithout ? 1 : 0);
    connect(side, &widgets::Segmented::currentChanged, this, [this, i](int index) {
        std::get<BuiltAggregation>(m_query.steps[i]).isWithout = index == 1;
        tell();
    });
    line.addWidget(side);
    line.addWidget(
        field(tr("labels, with commas"), aggregation.labels.join(u", "_s), 240,
              [this, i](const QString &text) { std::get<BuiltAggregation>(m_query.steps[i]).labels = namesIn(text); }));
}

QWidget *BuilderForm::stepRow(std::size_t i)
{
    auto *row = new BuilderRow(i == 0 ? tr("Then") : tr("then"));
    auto *line = &row->line();
    if (std::holds_alternative<BuiltCall>(m_query.steps[i])) {
        addCallFields(*row, i);
    } else if (std::holds_alternative<BuiltAggregation>(m_query.steps[i])) {
        addAggregationFields(*row, i);
    } else {
        const auto &arithmetic = std::get<BuiltArithmetic>(m_query.steps[i]);
        line->addWidget(
            new PlainLabel(arithmetic.op + (arithmetic.returnsBool ? u" bool"_s : QString()), TextRole::MonoSmall));
        line->addWidget(numberField(*row, arithmetic.number, 96, [this, i](double number) {
            std::get<BuiltArithmetic>(m_query.steps[i]).number = number;
        }));
    }
    line->addStretch(1);
    auto *drop = new widgets::IconButton(u"close"_s, tr("Leave this step out"));
    connect(drop, &QToolButton::clicked, this, [this, i] {
        m_query.steps.erase(m_query.steps.begin() + static_cast<std::ptrdiff_t>(i));
        tell();
        rebuild();
    });
    line->addWidget(drop);
    return row;
}

void BuilderForm::addSteps()
{
    for (std::size_t i = 0; i < m_query.steps.size(); ++i)
        m_rows->layout()->addWidget(stepRow(i));
    auto *row = new BuilderRow({});
    auto *line = &row->line();
    auto *condition = new widgets::Button(tr("Condition"), u"plus"_s);
    auto *step = new widgets::Button(tr("Step"), u"plus"_s);
    condition->setEnabled(!m_query.metric.isEmpty());
    step->setEnabled(!m_query.metric.isEmpty());
    connect(condition, &QPushButton::clicked, this, [this, condition] { pickLabel(*condition); });
    connect(step, &QPushButton::clicked, this, [this, step] { pickStep(*step); });
    line->addWidget(condition);
    line->addWidget(step);
    auto *text = new PlainLabel(m_query.metric.isEmpty() ? QString() : engine::textOf(m_query), TextRole::MonoSmall,
                                PlainLabel::Tone::Tertiary);
    text->setElide(Qt::ElideMiddle);
    line->addWidget(text, 1);
    m_rows->layout()->addWidget(row);
}

void BuilderForm::pickLabel(const QWidget &button)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &label, const QString &value) {
        const QString words = value.isEmpty() ? label : label + u" = "_s + value;
        QAction *action = menu->addAction(base::visibleText(words, 80).replace(u"&"_s, u"&&"_s));
        connect(action, &QAction::triggered, this, [this, label, value] {
            m_query.conditions.push_back({label, Op::Equal, value});
            tell();
            rebuild();
        });
    };
    if (const auto shape = m_catalog.shape(m_query.metric))
        for (const auto &label : shape->labels)
            add(label.name, label.values.empty() ? QString() : label.values.front().name);
    if (menu->isEmpty())
        add(u"job"_s, {});
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

void BuilderForm::pickStep(const QWidget &button)
{
    const auto metric = m_catalog.index()->metric(m_query.metric.toStdString());
    const bool isFirst = m_query.steps.empty();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMenu *group = nullptr;
    for (const StepChoice &choice : stepChoices(metric ? metric->type : signals::MetricType::Unknown, isFirst)) {
        if (!group || group->title() != choice.group)
            group = menu->addMenu(choice.group);
        QAction *action = group->addAction(choice.name);
        action->setToolTip(widgets::plainTip(choice.doc));
        connect(action, &QAction::triggered, this, [this, step = choice.step] {
            m_query.steps.push_back(step);
            tell();
            rebuild();
        });
    }
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

} // namespace wf::ui
