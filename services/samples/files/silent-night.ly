% Franz Xaver Gruber (1787-1863) on words by Joseph Mohr (1816), "Stille Nacht"; the accompaniment
% is plain chords. Public domain; typeset for Attacca as a score to try. CC0 1.0.
\version "2.24.0"
#(set-global-staff-size 18)
\paper {
  #(set-paper-size "a4") tagline = ##f indent = 22\mm
  top-margin = 14 left-margin = 16 right-margin = 16
  ragged-last-bottom = ##t
}
\header {
  title = "Stille Nacht"
  poet = "Words by Joseph Mohr"
  composer = "Franz Xaver Gruber (1787–1863)"
}
melody = \relative f' {
  \key bes \major \time 6/8 \tempo "Langsam"
  f8. g16 f8 d4. | f8. g16 f8 d4. | c'4 c8 a4. | bes4 bes8 f4. |
  g4 g8 bes8. a16 g8 | f8. g16 f8 d4. | g4 g8 bes8. a16 g8 | f8. g16 f8 d4. |
  c'4 c8 ees8. c16 a8 | bes4.( d4.) | bes8.( f16) d8 f8. ees16 c8 | bes4.~ bes4 r8 \bar "|."
}
one = \lyricmode {
  \set stanza = "1."
  Stil -- _ le Nacht, hei -- li -- ge Nacht! Al -- les schläft, ein -- sam wacht
  nur das trau -- te hoch -- hei -- li -- ge Paar. Hol -- der Kna -- be im lo -- cki -- gen Haar,
  schlaf in himm -- li -- scher Ruh, __ schlaf __ in himm -- li -- scher Ruh!
}
two = \lyricmode {
  \set stanza = "2."
  Stil -- _ le Nacht, hei -- li -- ge Nacht! Got -- tes Sohn, o wie lacht
  Lieb aus dei -- _ nem gött -- li -- chen Mund, da uns schlägt _ die ret -- ten -- de Stund,
  Christ, in dei -- ner Ge -- burt, __ Christ, __ in dei -- ner Ge -- burt!
}
three = \lyricmode {
  \set stanza = "3."
  Stil -- _ le Nacht, hei -- li -- ge Nacht! Hir -- ten erst kund -- ge -- macht,
  durch der En -- _ gel Hal -- le -- lu -- ja tönt es laut _ von fern _ und nah:
  Christ, der Ret -- ter, ist da, __ Christ, __ der Ret -- ter, ist da!
}
right = \relative d' {
  \key bes \major
  <d f>4. <bes d f> | <d f> <bes d f> | <ees f a> q | <d f bes> q |
  <ees g bes> q | <d f bes> q | <ees g bes> q | <d f bes> q |
  <ees f a c> <ees f a> | <d f bes>2. | <d f>4. <a c ees f> | <bes d f>4.~ q4 r8
}
left = \relative bes, {
  \clef bass \key bes \major
  bes8 f' bes bes, f' bes | bes, f' bes bes, f' bes | f, c' f f, c' f | bes, f' bes bes, f' bes |
  ees, bes' ees ees, bes' ees | bes, f' bes bes, f' bes | ees, bes' ees ees, bes' ees | bes, f' bes bes, f' bes |
  f, c' f f, c' f | bes, f' bes bes, f' bes | f, bes f' f, c' f | bes,4.~ bes4 r8
}
\score {
  <<
    \new Staff \with { instrumentName = "Voice" } <<
      \new Voice = "v" \melody
      \new Lyrics \lyricsto "v" \one
      \new Lyrics \lyricsto "v" \two
      \new Lyrics \lyricsto "v" \three
    >>
    \new PianoStaff \with { instrumentName = "Piano" } << \new Staff \right \new Staff \left >>
  >>
  \layout { }
}
