// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/contexts/contextnovelty.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace wf::analysis {

namespace {

constexpr double levels = 7;             // the highest level
constexpr double margin = 0.5;           // of an excess over the extremes, added to the range
constexpr std::size_t longestCommon = 7; // facts of the left side of a common part
constexpr std::uint8_t allBits = 0b111;
constexpr std::uint16_t most = std::numeric_limits<std::uint16_t>::max();

} // namespace

ContextNovelty::Left::Left(Bits bits, std::span<const std::uint16_t> confirmed)
    : m_word((std::uint64_t{bits.known} << 60) | (std::uint64_t{bits.values} << 57) |
             (std::uint64_t{confirmed.size()} << 54))
{
    for (std::size_t i = 0; i < confirmed.size(); ++i)
        m_word |= std::uint64_t{confirmed[i]} << (45 - 9 * i);
}

ContextNovelty::Left ContextNovelty::Left::commonWith(const Left &other) const
{
    std::array<std::uint16_t, mostConfirmed> both{};
    std::size_t found = 0;
    const std::size_t ours = count(), theirs = other.count();
    for (std::size_t i = 0, k = 0; i < ours && k < theirs;) {
        const std::uint16_t a = confirmed(i), b = other.confirmed(k);
        if (a == b)
            both[found++] = a;
        i += a <= b ? 1U : 0U;
        k += b <= a ? 1U : 0U;
    }
    return {bits().commonWith(other.bits()), std::span(both).first(found)};
}

void ContextNovelty::Context::set(std::size_t left, Bits right, bool isWhole)
{
    what = static_cast<std::uint16_t>(left | (std::size_t{right.known} << 9) | (std::size_t{right.values} << 12) |
                                      (isWhole ? std::size_t{1} << 15 : 0));
}

// Whether the range had to grow; what was learned in the old one is forgotten then.
bool ContextNovelty::widens(double value)
{
    if (m_low > m_high)
        m_low = m_high = value;
    if (value >= m_low && value <= m_high)
        return false;
    if (value > m_high)
        m_high = value + margin * (value - m_low);
    else
        m_low = value - margin * (m_high - value);
    m_lefts.clear();
    m_contexts.clear();
    m_begun = false;
    return true;
}

// What the contexts foresee whose left side holds and that were right most often.
ContextNovelty::Foreseen ContextNovelty::foreseen(std::span<const std::uint16_t> held) const
{
    double best = 0;
    std::uint8_t ones = 0, zeros = 0;
    for (const std::uint16_t number : held) {
        const Context &c = m_contexts[number];
        const double share = c.shown > 0 ? static_cast<double>(c.hits) / c.shown : 0;
        if (share < best)
            continue;
        if (share > best)
            ones = zeros = 0;
        best = share;
        const Bits right = c.right();
        ones = static_cast<std::uint8_t>(ones | (right.known & right.values));
        zeros = static_cast<std::uint8_t>(zeros | (right.known & ~right.values));
    }
    return {ones, zeros};
}

bool ContextNovelty::Foreseen::allows(std::uint8_t level) const
{
    return (level & ~ones & allBits) == 0 && (~level & ~zeros & allBits) == 0;
}

void ContextNovelty::count(Context &context, Bits now)
{
    const int right = context.right().count();
    const int hits = context.right().commonWith(now).count();
    if (context.shown > most - 8) {
        context.shown = static_cast<std::uint16_t>(context.shown / 2);
        context.hits = static_cast<std::uint16_t>(context.hits / 2);
    }
    context.shown = static_cast<std::uint16_t>(context.shown + right);
    context.hits = static_cast<std::uint16_t>(context.hits + hits);
    context.confirmed = static_cast<std::uint16_t>(context.confirmed + (hits == right && context.confirmed < most));
    context.seen = m_step;
}

// Finds or makes the context; true when it is new, also where there is no room for it.
bool ContextNovelty::keep(const Left &left, Bits right, bool isWhole)
{
    const auto l = static_cast<std::size_t>(std::find(m_lefts.begin(), m_lefts.end(), left) - m_lefts.begin());
    const auto known = std::find_if(m_contexts.begin(), m_contexts.end(),
                                    [&](const Context &c) { return c.left() == l && c.right() == right; });
    if (known != m_contexts.end()) {
        known->set(l, right, known->isWhole() || isWhole);
        return false;
    }
    if (m_contexts.size() == mostContexts)
        return true;
    if (l == m_lefts.size()) {
        if (m_lefts.size() == m_lefts.capacity() && m_lefts.size() > mostContexts / 3)
            m_lefts.reserve(mostContexts);
        m_lefts.push_back(left);
    }
    if (m_contexts.size() == m_contexts.capacity() && m_contexts.size() > mostContexts / 3)
        m_contexts.reserve(mostContexts);
    Context made;
    made.seen = m_step;
    made.set(l, right, isWhole);
    m_contexts.push_back(made);
    return true;
}

// Half of the contexts stay: those confirmed more than once first, and of the others the newest; none that speaks of
// one that goes.
std::vector<bool> ContextNovelty::staying() const
{
    std::vector<std::size_t> order(m_contexts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const auto rank = [](const Context &c) { return std::tuple(std::min<int>(c.confirmed, 2), c.seen); };
        return rank(m_contexts[a]) > rank(m_contexts[b]);
    });
    std::vector<bool> stays(m_contexts.size(), false);
    for (std::size_t i = 0; i < order.size() / 2; ++i)
        stays[order[i]] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t c = 0; c < m_contexts.size(); ++c) {
            const Left &left = m_lefts[m_contexts[c].left()];
            for (std::size_t i = 0; i < left.count() && stays[c]; ++i)
                if (!stays[left.confirmed(i)]) {
                    stays[c] = false;
                    changed = true;
                }
        }
    }
    return stays;
}

void ContextNovelty::forget()
{
    const auto stays = staying();
    std::vector<std::uint16_t> contextNow(m_contexts.size(), most), leftNow(m_lefts.size(), most);
    std::uint16_t next = 0;
    for (std::size_t c = 0; c < m_contexts.size(); ++c)
        if (stays[c])
            contextNow[c] = next++;
    const auto renumber = [&contextNow](const Left &left) {
        std::array<std::uint16_t, mostConfirmed> kept{};
        std::size_t count = 0;
        for (std::size_t i = 0; i < left.count(); ++i)
            if (contextNow[left.confirmed(i)] != most)
                kept[count++] = contextNow[left.confirmed(i)];
        return Left(left.bits(), std::span(kept).first(count));
    };
    std::vector<Left> lefts;
    std::vector<Context> contexts;
    lefts.reserve(mostContexts);
    contexts.reserve(mostContexts);
    for (std::size_t c = 0; c < m_contexts.size(); ++c) {
        if (!stays[c])
            continue;
        Context moved = m_contexts[c];
        if (leftNow[moved.left()] == most) {
            leftNow[moved.left()] = static_cast<std::uint16_t>(lefts.size());
            lefts.push_back(renumber(m_lefts[moved.left()]));
        }
        moved.set(leftNow[moved.left()], moved.right(), moved.isWhole());
        contexts.push_back(moved);
    }
    m_last = renumber(m_last);
    m_lefts = std::move(lefts);
    m_contexts = std::move(contexts);
}

void ContextNovelty::describe(Novelty &out, Foreseen may) const
{
    const double step = (m_high - m_low) / levels;
    for (int level = 0; level <= static_cast<int>(levels); ++level) {
        if (!may.allows(static_cast<std::uint8_t>(level)))
            continue;
        if (!(out.low <= out.high))
            out.low = m_low + level * step;
        out.high = m_low + (level + 1) * step;
    }
}

void ContextNovelty::compare(Sides &out) const
{
    std::array<std::uint8_t, 512> isConfirmed{}; // contexts have numbers of nine bits
    for (std::size_t i = 0; i < m_last.count(); ++i)
        isConfirmed[m_last.confirmed(i)] = 1;
    enum : std::uint8_t { Nothing, Some, TooMuch, All }; // of the facts of a left side; too much for a common part
    std::array<std::uint8_t, mostContexts> common;
    const Bits last = m_last.bits();
    for (std::size_t l = 0; l < m_lefts.size(); ++l) {
        const Left left = m_lefts[l];
        // Places that are not used hold the number 0, which is taken off again: no branch depends on how many are.
        std::size_t facts = 0;
        for (std::size_t i = 0; i < mostConfirmed; ++i)
            facts += isConfirmed[left.confirmed(i)];
        facts -= (mostConfirmed - left.count()) * isConfirmed[0];
        facts += static_cast<std::size_t>(left.bits().commonWith(last).count());
        common[l] = facts == 0 ? Nothing : facts == left.size() ? All : facts > longestCommon ? TooMuch : Some;
    }
    for (std::size_t c = 0; c < m_contexts.size(); ++c) {
        const std::uint8_t of = common[m_contexts[c].left()];
        out.whole[out.wholes] = out.part[out.parts] = static_cast<std::uint16_t>(c);
        out.wholes += of == All ? 1U : 0U;
        out.parts += of == Some && m_contexts[c].isWhole() ? 1U : 0U;
    }
}

// The numbers of steps keep their order, without those at which nothing was seen.
void ContextNovelty::stepOn()
{
    if (m_step == most) {
        std::vector<std::uint16_t> steps;
        for (const Context &c : m_contexts)
            steps.push_back(c.seen);
        std::sort(steps.begin(), steps.end());
        steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
        for (Context &c : m_contexts)
            c.seen = static_cast<std::uint16_t>(std::lower_bound(steps.begin(), steps.end(), c.seen) - steps.begin());
        m_step = static_cast<std::uint16_t>(steps.size());
    }
    ++m_step;
}

// Counts for and against the contexts that held, and notes what could be learned from those that held in part.
ContextNovelty::Review ContextNovelty::review(const Sides &sides, Bits now, bool isNew)
{
    Review out;
    out.confirmed.reserve(sides.wholes);
    for (const std::uint16_t c : sides.held()) {
        Context &context = m_contexts[c];
        count(context, now);
        if (context.right().commonWith(now) == context.right())
            out.confirmed.push_back(c);
        else if (const Bits right = context.right().commonWith(now); context.isWhole() && isNew && right.known != 0) {
            const Left left = m_lefts[context.left()];
            if (left.size() <= longestCommon)
                out.candidates.push_back({left, right});
        }
    }
    if (!isNew)
        return out;
    for (const std::uint16_t c : sides.heldInPart())
        if (const Bits right = m_contexts[c].right().commonWith(now); right.known != 0)
            out.candidates.push_back({m_lefts[m_contexts[c].left()].commonWith(m_last), right});
    std::sort(out.candidates.begin(), out.candidates.end());
    out.candidates.erase(std::unique(out.candidates.begin(), out.candidates.end()), out.candidates.end());
    return out;
}

// The facts of this moment: its bits, and the contexts it confirmed that were confirmed most often.
void ContextNovelty::note(Bits now, std::vector<std::uint16_t> &confirmed)
{
    const auto kept = std::span(confirmed).first(std::min(confirmed.size(), mostConfirmed));
    std::ranges::partial_sort(confirmed, confirmed.begin() + static_cast<std::ptrdiff_t>(kept.size()), std::greater{},
                              [this](std::uint16_t c) { return std::uint32_t{m_contexts[c].confirmed} << 16 | c; });
    std::sort(kept.begin(), kept.end());
    m_last = Left(now, kept);
    m_begun = true;
}

Novelty ContextNovelty::add(double value)
{
    Novelty out;
    stepOn();
    const bool isExtreme = widens(value);
    const double step = (m_high - m_low) / levels;
    const auto level = static_cast<std::uint8_t>(step > 0 ? std::clamp((value - m_low) / step, 0.0, levels) : 0);
    const Bits now{allBits, level};
    Sides sides;
    compare(sides);
    const Foreseen may = foreseen(sides.held());
    describe(out, may);

    const bool isNew = m_begun && keep(m_last, now, true);
    Review seen = review(sides, now, isNew);
    std::size_t made = 1;
    for (const Candidate &c : seen.candidates)
        made += keep(c.left, c.right, false) ? 1U : 0U;
    const double held = static_cast<double>(sides.wholes);
    const double refuted = sides.wholes > 0 ? 1 - static_cast<double>(seen.confirmed.size()) / held : 1;
    const double fresh = isNew ? static_cast<double>(made) / static_cast<double>(seen.candidates.size() + 1) : 0;
    out.share = isExtreme ? 1 : (may.allows(level) ? 0 : (refuted + fresh) / 2);

    note(now, seen.confirmed);
    if (m_contexts.size() == mostContexts)
        forget();
    return out;
}

} // namespace wf::analysis
