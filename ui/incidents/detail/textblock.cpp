// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/textblock.h"

#include "models/base/untrusted.h"
#include "widgets/base/theme.h"

#include <QTextBlock>
#include <QWheelEvent>

namespace wf::ui {

namespace {
constexpr qsizetype longest = 8000;
constexpr int linesShown = 40;
} // namespace

TextBlock::TextBlock(const QString &name, QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabChangesFocus(true);
    document()->setDocumentMargin(8);
    adopt();
}

void TextBlock::adopt()
{
    const auto &t = widgets::Theme::of(this);
    setFont(t.font(widgets::TextRole::MonoSmall));
    QPalette p = t.palette();
    p.setColor(QPalette::Base, t.surface.code);
    p.setColor(QPalette::Text, t.text.secondary);
    setPalette(p);
}

void TextBlock::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        adopt();
}

void TextBlock::show(const QString &outside)
{
    QString text;
    for (const QString &line : outside.split(u'\n'))
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + base::visibleText(line, longest);
    if (text != toPlainText())
        setPlainText(text);
    setVerticalScrollBarPolicy(document()->blockCount() > linesShown ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

QSize TextBlock::sizeHint() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout() ? block.layout()->lineCount() : 1);
    const int height = std::clamp(lines, 1, linesShown) * (fontMetrics().lineSpacing() + 1) + 18;
    return {200, height};
}

void TextBlock::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

void TextBlock::wheelEvent(QWheelEvent *event)
{
    if (verticalScrollBarPolicy() == Qt::ScrollBarAlwaysOff)
        event->ignore(); // the pane scrolls
    else
        QPlainTextEdit::wheelEvent(event);
}

} // namespace wf::ui
