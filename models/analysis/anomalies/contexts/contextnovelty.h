// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace wf::analysis {

// What the contexts say of one value.
struct Novelty {
    double share = 0; // 0 … 1: nothing like this has followed what came before; 1 also for a new extreme
    // The levels that the best contexts foresaw; NaN when none did.
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
};

// Remembers what followed what, and how new the next value is in its context (the idea of CAD-OSE by M. Smirnov, third
// in the table of the Numenta benchmark, arranged anew for bounded memory and for ranges that are not known before).
//
// A value is one of eight levels between the extremes seen so far; its facts are the three bits of that level. A
// context joins facts of one moment ("left": bits and contexts that were confirmed then) to bits of the next ("right").
// Each step confirms or refutes contexts whose left side held, and makes new ones, whole and of the common parts. The
// novelty is the mean of the share that was refuted and of the share of possible contexts that are new; it is zero when
// the most reliable contexts foresaw the value. A value beyond the extremes widens the range by half of its excess and
// begins anew. At most 384 contexts, about 8 KiB, are kept: confirmed and recent ones outlive the others.
class ContextNovelty {
public:
    [[nodiscard]] Novelty add(double value);
    [[nodiscard]] std::size_t contexts() const { return m_contexts.size(); }
    static constexpr std::size_t mostContexts = 384;

private:
    static constexpr std::size_t mostConfirmed = 6;
    // Known bits of a level.
    struct Bits {
        std::uint8_t known = 0;
        std::uint8_t values = 0;
        bool operator==(const Bits &) const = default;
        auto operator<=>(const Bits &) const = default;
        [[nodiscard]] int count() const { return (0xe994 >> (2 * known)) & 3; } // of the known ones: 0 1 1 2 1 2 2 3
        [[nodiscard]] Bits commonWith(Bits other) const
        {
            const auto both = static_cast<std::uint8_t>(known & other.known & ~(values ^ other.values));
            return {both, static_cast<std::uint8_t>(values & both)};
        }
    };
    // Facts of one moment: bits and confirmed contexts, ascending. In one word, the bits first, so that lefts are
    // ordered by bits, count and contexts.
    class Left {
    public:
        Left() = default;
        Left(Bits bits, std::span<const std::uint16_t> confirmed);
        bool operator==(const Left &) const = default;
        auto operator<=>(const Left &) const = default;
        [[nodiscard]] Bits bits() const
        {
            return {static_cast<std::uint8_t>((m_word >> 60) & 7), static_cast<std::uint8_t>((m_word >> 57) & 7)};
        }
        [[nodiscard]] std::size_t count() const { return (m_word >> 54) & 7; } // of confirmed contexts
        [[nodiscard]] std::uint16_t confirmed(std::size_t i) const
        {
            return static_cast<std::uint16_t>((m_word >> (45 - 9 * i)) & 511);
        }
        [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(bits().count()) + count(); }
        [[nodiscard]] Left commonWith(const Left &other) const;

    private:
        std::uint64_t m_word = 0; // known 3, values 3, count 3, six contexts of 9 bits
    };
    struct Context {
        std::uint16_t seen = 0;  // the last step at which its left side held
        std::uint16_t shown = 0; // right facts foreseen …
        std::uint16_t hits = 0;  // … and those that came true
        std::uint16_t confirmed = 0;
        std::uint16_t what = 0; // left 9 bits, right 6, whole 1
        [[nodiscard]] std::size_t left() const { return what & 511U; }
        [[nodiscard]] Bits right() const
        {
            return {static_cast<std::uint8_t>((what >> 9) & 7U), static_cast<std::uint8_t>((what >> 12) & 7U)};
        }
        // All facts of two moments, not a common part.
        [[nodiscard]] bool isWhole() const { return (what >> 15) != 0; }
        void set(std::size_t left, Bits right, bool isWhole);
    };
    struct Candidate {
        Left left;
        Bits right;
        auto operator<=>(const Candidate &) const = default;
    };

    // Bits that may be one, and bits that may be zero.
    struct Foreseen {
        std::uint8_t ones = 0;
        std::uint8_t zeros = 0;
        [[nodiscard]] bool allows(std::uint8_t level) const;
    };
    struct Review {
        std::vector<std::uint16_t> confirmed;
        std::vector<Candidate> candidates; // sorted, each once
    };

    // Contexts by how much of their left side the last moment had.
    struct Sides {
        std::array<std::uint16_t, mostContexts> whole, part; // all of it; some of it, of those made of all facts
        std::size_t wholes = 0, parts = 0;
        [[nodiscard]] std::span<const std::uint16_t> held() const { return std::span(whole).first(wholes); }
        [[nodiscard]] std::span<const std::uint16_t> heldInPart() const { return std::span(part).first(parts); }
    };

    bool widens(double value);
    void compare(Sides &out) const;
    [[nodiscard]] Foreseen foreseen(std::span<const std::uint16_t> held) const;
    void describe(Novelty &out, Foreseen may) const;
    bool keep(const Left &left, Bits right, bool isWhole);
    void count(Context &context, Bits now);
    [[nodiscard]] Review review(const Sides &sides, Bits now, bool isNew);
    void note(Bits now, std::vector<std::uint16_t> &confirmed);
    [[nodiscard]] std::vector<bool> staying() const;
    void forget();
    void stepOn();

    std::vector<Left> m_lefts;
    std::vector<Context> m_contexts;
    Left m_last;
    std::uint16_t m_step = 0; // begins anew, with all that was seen, before there is no higher number
    double m_low = std::numeric_limits<double>::infinity();
    double m_high = -std::numeric_limits<double>::infinity();
    bool m_begun = false;
};

} // namespace wf::analysis
