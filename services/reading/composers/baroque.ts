/** Composers born from 1600 to 1709. See `list.ts` for how a row is written and where it comes from. */
export const baroque = `
Denis Gaultier 1603-1672
Giacomo Carissimi 1605-1674
Jacques Champion de Chambonnières 1601-1672
Francesco Cavalli 1602-1676
Chiara Margarita Cozzolani 1602-1678
Henry Du Mont 1610-1684 | Dumont
Michel Lambert 1610-1696
Andreas Hammerschmidt 1611-1675
Johann Jakob Froberger 1616-1667
Matthias Weckmann 1616-1674
Barbara Strozzi 1619-1677
Isabella Leonarda 1620-1704
Johann Rosenmüller 1619-1684
Matthew Locke 1621-1677
Johann Heinrich Schmelzer 1620-1680
Antonio Cesti 1623-1669
Johann Adam Reincken 1643-1722
Jan Antonín Losy 1650-1721
Franz Tunder 1614-1667
Giovanni Legrenzi 1626-1690
Louis Couperin 1626-1661
Robert Cambert 1628-1677
Jean-Henri d'Anglebert 1629-1691 | d'Anglebert
Jean-Baptiste Lully 1632-1687
Guillaume-Gabriel Nivers 1632-1714
Nicolas Lebègue 1631-1702
Dieterich Buxtehude 1637-1707
Alessandro Stradella 1639-1682
Gaspar Sanz 1640-1710
Esaias Reusner 1636-1679
Marc-Antoine Charpentier 1643-1704
Bernardo Pasquini 1637-1710
Johann Christoph Bach 1642-1703
Heinrich Ignaz Franz Biber 1644-1704
André Raison 1640-1719
Monsieur de Sainte-Colombe 1640-1700
John Blow 1649-1708
Robert de Visée 1655-1732
Pavel Josef Vejvanovský 1633-1693
Adam Michna z Otradovic 1600-1676 | Michna
Johann Pachelbel 1653-1706
Arcangelo Corelli 1653-1713
Georg Muffat 1653-1704
Agostino Steffani 1654-1728
Marin Marais 1656-1728
Johann Philipp Förtsch 1652-1732
Johann Caspar Ferdinand Fischer 1656-1746
Michel Richard Delalande 1657-1726 | Lalande
Giuseppe Torelli 1658-1709
Giacomo Antonio Perti 1661-1756
Henry Purcell 1659-1695
Daniel Purcell 1664-1717
Johann Joseph Fux 1660-1741
Johann Kuhnau 1660-1722
André Campra 1660-1744
Johann Sigismund Kusser 1660-1727
Alessandro Scarlatti 1660-1725
Gaspard Le Roux 1660-1707
Georg Böhm 1661-1733
Bianca Maria Meda 1661-1732
Francesco Gasparini 1661-1727
Santiago de Murcia 1673-1739
Godfrey Finger 1660-1730
Tomaso Antonio Vitali 1663-1745
Friedrich Wilhelm Zachow 1663-1712
Louis-Nicolas Clérambault 1676-1749
Michel Pignolet de Montéclair 1667-1737
Jean-Féry Rebel 1666-1747
Élisabeth Jacquet de La Guerre 1665-1729 | La Guerre | Jacquet
Nicolaus Bruhns 1665-1697
Antonio Lotti 1667-1740
Johann Christoph Pepusch 1667-1752
François Couperin 1668-1733
Louis Marchand 1669-1732
Alessandro Marcello 1673-1747
Antonio Caldara 1670-1736
Giovanni Bononcini 1670-1747 | Buononcini
Jeremiah Clarke 1674-1707
William Croft 1678-1727
Tomaso Albinoni 1671-1751
Francesco Antonio Bonporti 1672-1749
Nicolas de Grigny 1672-1703
Reinhard Keiser 1674-1739
Jacques-Martin Hotteterre 1674-1763
Michel de la Barre 1675-1745
Evaristo Felice Dall'Abaco 1675-1742 | Dall'Abaco
Johann Bernhard Bach 1676-1749
Antonio Vivaldi 1678-1741
Jan Dismas Zelenka 1679-1745
Georg Philipp Telemann 1681-1767
Johann Mattheson 1681-1764
Jean-Joseph Mouret 1682-1738
Christian Petzold 1677-1733 | Pezold
Jean-Philippe Rameau 1683-1764
Christoph Graupner 1683-1760
Johann David Heinichen 1683-1729
Bohuslav Matěj Černohorský 1684-1742
Johann Gottfried Walther 1684-1748
Francesco Durante 1684-1755
François Dandrieu 1682-1738 | Dandrieu
Johann Sebastian Bach 1685-1750 | Иоганн Себастьян Бах
George Frideric Handel 1685-1759 | Händel | Haendel | Георг Фридрих Гендель
Domenico Scarlatti 1685-1757
Lodovico Giustini 1685-1743
Benedetto Marcello 1686-1739
Nicola Porpora 1686-1768
Sylvius Leopold Weiss 1687-1750 | Silvius Leopold Weiss
Francesco Geminiani 1687-1762
Jean Baptiste Loeillet 1680-1730
Johann Georg Pisendel 1687-1755
Domenico Zipoli 1688-1726
Johann Friedrich Fasch 1688-1758
Maria Grimani 1680-1720
Joseph Bodin de Boismortier 1689-1755
Francesco Barsanti 1690-1772
Gottlieb Muffat 1690-1770
Francesco Maria Veracini 1690-1768
Francesco Feo 1691-1761
Giuseppe Tartini 1692-1770
Leonardo Leo 1694-1744
Johan Helmich Roman 1694-1758
Louis-Claude Daquin 1694-1772 | d'Aquin
Pietro Locatelli 1695-1764
Giuseppe Sammartini 1695-1750
Maurice Greene 1696-1755
Jean-Marie Leclair 1697-1764
Johann Joachim Quantz 1697-1773
Michel Blavet 1700-1768
Riccardo Broschi 1698-1756
Johann Adolf Hasse 1699-1783
Giovanni Battista Sammartini 1700-1775
Jan Zach 1699-1773
Michel Corrette 1707-1795
Johann Ernst Eberlin 1702-1762
Carl Heinrich Graun 1704-1759
Johann Gottlieb Graun 1703-1771
Carlos Seixas 1704-1742
František Ignác Tůma 1704-1774
Baldassare Galuppi 1706-1785
Giovanni Battista Martini 1706-1784
William Corbett 1680-1748
Thomas Roseingrave 1690-1766
Henry Carey 1687-1743
Georg Matthias Monn 1717-1750
Unico Wilhelm van Wassenaer 1692-1766
Adam Falckenhagen 1697-1754
Ernst Gottlieb Baron 1696-1760
Johann Ludwig Krebs 1713-1780
John Stanley 1712-1786
Charles Avison 1709-1770
Franz Benda 1709-1786
František Jiránek 1698-1778
Franz Xaver Richter 1709-1789
Wilhelm Friedemann Bach 1710-1784
Giovanni Battista Pergolesi 1710-1736
Thomas Arne 1710-1778
William Boyce 1711-1779
Jean-Joseph de Mondonville 1711-1772 | Mondonville
Jacques Duphly 1715-1789
Antoine Forqueray 1672-1745
Claude Balbastre 1724-1799
Pancrace Royer 1703-1755
Wilhelmine von Bayreuth 1709-1758
`;
