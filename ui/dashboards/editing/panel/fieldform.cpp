// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/panel/fieldform.h"

#include "models/signals/display/unitformat.h"
#include "ui/dashboards/editing/panel/formlook.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::ThresholdSettings;
using signals::ValueMapping;

namespace {

QString textOf(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'g', 12) : QString();
}

QStringList linesOf(const QString &text)
{
    QStringList out;
    for (const QString &line : text.split(u'\n'))
        out << line.trimmed();
    return out;
}

// The last word when it is a colour: Grafana's names have letters and dashes, others begin with # or "rgb".
bool isColor(const QString &word)
{
    return word.startsWith(u'#') || word.startsWith("rgb"_L1) ||
           std::all_of(word.begin(), word.end(), [](QChar c) { return (c.isLetter() && c.isLower()) || c == u'-'; });
}

} // namespace

QString thresholdText(const std::optional<ThresholdSettings> &thresholds)
{
    QStringList lines;
    if (thresholds)
        for (const signals::ThresholdStep &step : thresholds->steps)
            lines << (step.value ? textOf(step.value) : u"base"_s) + u' ' + step.color;
    return lines.join(u'\n');
}

std::optional<QString> readThresholdText(const QString &text, ThresholdSettings &out)
{
    out.steps.clear();
    int at = 0;
    for (const QString &line : linesOf(text)) {
        ++at;
        if (line.isEmpty())
            continue;
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        bool isNumber = false;
        const double value = words[0].toDouble(&isNumber);
        const bool isBase = words[0] == "base"_L1;
        if (words.size() != 2 || (!isNumber && !isBase) || !isColor(words[1]))
            return FieldForm::tr("Threshold in line %1: write a value and a colour, like “80 red”.").arg(at);
        out.steps.push_back({isBase ? std::nullopt : std::optional(value), words[1]});
    }
    std::stable_sort(out.steps.begin(), out.steps.end(), [](const auto &a, const auto &b) {
        return !a.value != !b.value ? !a.value : a.value && *a.value < *b.value;
    });
    return std::nullopt;
}

QString mappingText(const std::vector<ValueMapping> &mappings)
{
    QStringList lines;
    for (const ValueMapping &m : mappings)
        if (m.kind == ValueMapping::Value)
            lines << u"%1 = %2"_s.arg(m.match, m.result.text.value_or(QString())) +
                         (m.result.color.isEmpty() ? QString() : " | "_L1 + m.result.color);
    return lines.join(u'\n');
}

std::optional<QString> readMappingText(const QString &text, std::vector<ValueMapping> &out)
{
    std::erase_if(out, [](const ValueMapping &m) { return m.kind == ValueMapping::Value; });
    int at = 0;
    std::vector<ValueMapping> written;
    for (const QString &line : linesOf(text)) {
        ++at;
        if (line.isEmpty())
            continue;
        const qsizetype sign = line.indexOf(" = "_L1);
        if (sign <= 0)
            return FieldForm::tr("Mapping in line %1: write a value, “=” and a text, like “0 = down | red”.").arg(at);
        ValueMapping m;
        m.match = line.left(sign).trimmed();
        const QString result = line.mid(sign + 3);
        const qsizetype bar = result.lastIndexOf(u'|');
        m.result.text = result.left(bar).trimmed();
        if (bar >= 0)
            m.result.color = result.mid(bar + 1).trimmed();
        written.push_back(std::move(m));
    }
    out.insert(out.begin(), written.begin(), written.end());
    return std::nullopt;
}

FieldForm::FieldForm(QWidget *parent)
    : QWidget(parent),
      m_unit(new QComboBox),
      m_decimals(new QLineEdit),
      m_min(new QLineEdit),
      m_max(new QLineEdit),
      m_name(new QLineEdit),
      m_noValue(new QLineEdit),
      m_thresholds(new QPlainTextEdit),
      m_mappings(new QPlainTextEdit),
      m_said(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Critical))
{
    m_unit->setEditable(true);
    m_unit->setInsertPolicy(QComboBox::NoInsert);
    m_unit->addItems(signals::unitIds());
    m_unit->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_unit->completer()->setFilterMode(Qt::MatchContains);
    m_decimals->setPlaceholderText(tr("as the size asks for"));
    m_min->setPlaceholderText(tr("from the data"));
    m_max->setPlaceholderText(tr("from the data"));
    m_name->setPlaceholderText(tr("from the legend"));
    m_noValue->setPlaceholderText(u"–"_s);
    m_thresholds->setPlaceholderText(tr("base green\n80 red"));
    m_mappings->setPlaceholderText(tr("0 = down | red\n1 = up | green"));
    auto *form = new QFormLayout(this);
    layOutForm(form);
    form->addRow(tr("Unit"), m_unit);
    form->addRow(tr("Decimals"), m_decimals);
    form->addRow(tr("Min"), m_min);
    form->addRow(tr("Max"), m_max);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("No value"), m_noValue);
    form->addRow(tr("Thresholds"), m_thresholds);
    form->addRow(tr("Value mappings"), m_mappings);
    m_said->setWrap(true);
    form->addRow(m_said);
    const int few = QFontMetrics(font()).lineSpacing() * 3 + 12;
    for (QPlainTextEdit *edit : {m_thresholds, m_mappings}) {
        edit->setFixedHeight(few);
        layOutText(edit);
        connect(edit, &QPlainTextEdit::textChanged, this, &FieldForm::read);
    }
    connect(m_unit, &QComboBox::currentTextChanged, this, &FieldForm::read);
    for (QLineEdit *edit : {m_decimals, m_min, m_max, m_name, m_noValue})
        connect(edit, &QLineEdit::textEdited, this, &FieldForm::read);
}

void FieldForm::setFields(const signals::FieldSettings &fields)
{
    m_isFilling = true;
    m_fields = fields;
    m_unit->setCurrentText(fields.unit);
    m_decimals->setText(textOf(fields.decimals));
    m_min->setText(textOf(fields.min));
    m_max->setText(textOf(fields.max));
    m_name->setText(fields.displayName);
    m_noValue->setText(fields.noValue);
    m_thresholds->setPlainText(thresholdText(fields.thresholds));
    m_mappings->setPlainText(mappingText(fields.mappings));
    m_isFilling = false;
}

std::optional<double> FieldForm::number(const QLineEdit *field, const QString &name)
{
    const QString text = field->text().trimmed();
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    if (!text.isEmpty() && !isNumber)
        m_problems << tr("%1: write a number, or nothing.").arg(name);
    return isNumber ? std::optional(value) : std::nullopt;
}

void FieldForm::readThresholds()
{
    ThresholdSettings steps = m_fields.thresholds.value_or(ThresholdSettings{});
    if (const auto problem = readThresholdText(m_thresholds->toPlainText(), steps))
        m_problems << *problem;
    else if (!steps.steps.empty() || m_fields.thresholds)
        m_fields.thresholds = steps;
}

void FieldForm::readMappings()
{
    std::vector<ValueMapping> mappings = m_fields.mappings;
    if (const auto problem = readMappingText(m_mappings->toPlainText(), mappings))
        m_problems << *problem;
    else
        m_fields.mappings = std::move(mappings);
}

void FieldForm::read()
{
    if (m_isFilling)
        return;
    m_problems.clear();
    m_fields.unit = m_unit->currentText().trimmed();
    m_fields.decimals = number(m_decimals, tr("Decimals"));
    m_fields.min = number(m_min, tr("Min"));
    m_fields.max = number(m_max, tr("Max"));
    m_fields.displayName = m_name->text();
    m_fields.noValue = m_noValue->text();
    readThresholds();
    readMappings();
    m_said->setText(m_problems.join(u'\n'));
    Q_EMIT changed();
}

} // namespace wf::ui
